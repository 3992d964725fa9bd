// A box above a long list of ticks: what is typed narrows the list, Enter ticks the first that is left. Without this
// the list is simply long. What is ticked always stays in sight.

const plain = (text) => text.toLocaleLowerCase("en-GB").replace(/\s+/g, " ").trim();

function box(list) {
  const id = `${list.querySelector("fieldset, .govuk-form-group").id || list.querySelector("input").name}-search`;
  const label = document.createElement("label");
  label.className = "govuk-label portal-codes__label";
  label.htmlFor = id;
  label.textContent = list.dataset.searchLabel;
  const input = document.createElement("input");
  input.className = "govuk-input portal-codes__search";
  input.id = id;
  input.type = "search";
  input.autocomplete = "off";
  const said = document.createElement("p");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  list.querySelector(".govuk-checkboxes").before(label, input, said);
  return { input, said };
}

export function search(list) {
  const { input, said } = box(list);
  const rows = [...list.querySelectorAll(".govuk-checkboxes__item")].map((row) => ({
    row,
    tick: row.querySelector("input"),
    words: plain(row.textContent),
  }));

  function narrow() {
    const wanted = plain(input.value);
    const found = rows.filter(({ words }) => words.includes(wanted));
    for (const { row, tick, words } of rows) row.hidden = !words.includes(wanted) && !tick.checked;
    said.textContent = wanted ? `${found.length} of ${rows.length}: ${found[0]?.words ?? "none"}` : "";
    return found;
  }

  input.addEventListener("input", (event) => {
    event.stopPropagation(); // searching is not filling in
    narrow();
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter would send the form
    const [first] = input.value ? narrow().filter(({ tick }) => !tick.checked) : [];
    if (!first) return;
    first.tick.click();
    input.value = "";
    narrow();
    said.textContent = `Ticked: ${first.words}`;
  });
}
