// Two people changed the same thing: both texts, side by side, and a choice. Nothing is lost either way.

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function version(title, text) {
  const box = element("section", "portal-version");
  box.append(element("h3", "", title), element("p", "", text || "(empty)"));
  return box;
}

function button(text, secondary, act) {
  const made = element("button", `govuk-button${secondary ? " govuk-button--secondary" : ""}`, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** The answer of the server, and what to do when the reader keeps the one or the other version. */
export function showConflict(form, { mine, theirs, by }, keep) {
  const box = element("section", "portal-conflict");
  box.tabIndex = -1;
  box.setAttribute("role", "alert");
  box.append(element("h2", "", `${by ?? "Somebody else"} changed this while you were working on it`));
  const both = element("div", "portal-versions");
  both.append(version("What you entered", mine), version(`What is saved now${by ? ` (${by})` : ""}`, theirs));
  const choices = element("div", "govuk-button-group");
  choices.append(
    button("Keep mine", false, () => {
      box.remove();
      keep.mine();
    }),
    button("Take theirs", true, keep.theirs),
  );
  box.append(both, element("p", "", "To keep parts of both, copy what you need first."), choices);
  form.querySelector(".portal-conflict")?.remove();
  form.prepend(box);
  box.focus();
}
