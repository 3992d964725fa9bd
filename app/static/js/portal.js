// On every page. Loads what the page needs and nothing else; every page works without it.

const has = (selector) => document.querySelector(selector) !== null;

// GOV.UK's script is ten kilobytes: only pages with a component that does something by script pay for it. The skip
// link does without, since main can take focus; radios and checkboxes need it only where one acts on others.
const SCRIPTED = ["error-summary", "notification-banner", "character-count", "password-input", "file-upload"]
  .map((name) => `[data-module='govuk-${name}']`)
  .concat("[data-aria-controls]", "[data-behaviour='exclusive']", "a[role='button']");
if (has(SCRIPTED.join())) {
  const { initAll } = await import("./govuk-frontend.js");
  initAll();
}

// A form is sent once, however often its button is pressed or Enter is struck.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get") return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
  setTimeout(() => sent.delete(event.target), 3000);
});

if (has("[data-autosave]")) {
  const { watch } = await import("./autosave.js");
  document.querySelectorAll("[data-autosave]").forEach(watch);
}

if (has("[data-search-list]")) {
  const { search } = await import("./search-list.js");
  document.querySelectorAll("[data-search-list]").forEach(search);
}

if (has("[data-mentions]")) {
  const { offer } = await import("./mention.js");
  document.querySelectorAll("[data-mentions]").forEach(offer);
}

if (has("[data-room]")) {
  const { follow } = await import("./room.js");
  document.querySelectorAll("[data-room]").forEach(follow);
}

if (has("[data-chat]")) {
  const { talk } = await import("./chat.js");
  document.querySelectorAll("[data-chat]").forEach(talk);
}

if (has("[data-chart]")) {
  const { drawAll } = await import("./chart.js");
  drawAll();
}

// On a wide screen filters stand open, so that nobody overlooks them; on a phone they would hide the list.
if (matchMedia("(max-width: 720px)").matches) {
  for (const panel of document.querySelectorAll(".portal-filters")) panel.open = false;
}

// On a phone the row of navigation is wider than the screen: bring the present entry into view.
for (const entry of document.querySelectorAll(".portal-nav__link[aria-current]")) {
  const row = entry.closest(".portal-nav__list");
  if (row.scrollWidth > row.clientWidth) {
    row.scrollLeft = entry.offsetLeft - row.offsetLeft - (row.clientWidth - entry.offsetWidth) / 2;
  }
}

// The foot of the print, moved into the margin of every sheet where the browser can do that.
function footEverySheet() {
  const foot = document.querySelector(".portal-print-foot");
  if (!foot || foot.hidden) return;
  foot.querySelector("[data-print-address]").textContent = ` · ${location.href}`;
  const text = foot.textContent.replace(/\s+/g, " ").trim();
  const style = 'font: 9pt "Atkinson Hyperlegible Next", sans-serif; color: #48544f; text-align: left;';
  const sheet = [...document.styleSheets].find((each) => each.href?.startsWith(location.origin));
  const at = sheet.insertRule(`@page { @bottom-left { content: ${JSON.stringify(text)}; ${style} } }`, sheet.cssRules.length);
  foot.hidden = (sheet.cssRules[at].cssRules?.length ?? 0) > 0;
}

// What is folded away prints open, then folds again.
let unfolded = [];
addEventListener("beforeprint", () => {
  footEverySheet();
  unfolded = [...document.querySelectorAll("main details:not([open])")];
  for (const details of unfolded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
  unfolded = [];
});
