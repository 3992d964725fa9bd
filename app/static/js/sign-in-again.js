// A token that fits the present session, read from this very page as the server would show it now.

/** Throws while nobody is signed in, or when it is somebody else than the person who opened the page. */
export async function freshToken(person) {
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" });
  if (!response.ok) throw new Error("Still signed out.");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (page.body.dataset.person !== person) throw new Error("Somebody else is signed in.");
  const field = page.querySelector("form[data-autosave] [name='csrf_token'], #chat-form [name='csrf_token']");
  if (!field) throw new Error("Still signed out.");
  return field.value;
}
