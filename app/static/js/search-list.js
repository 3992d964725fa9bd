// A long list of ticks becomes a box to search in, and what was named at the last call. What is ticked always stays in
// sight; "Show all" brings back the rest. Without this the list is simply long.

const plain = (text) => text.toLocaleLowerCase("en-GB").replace(/\s+/g, " ").trim();

function made(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

class SearchList {
  constructor(list) {
    this.first = Number(list.dataset.searchFirst);
    this.rows = [...list.querySelectorAll(".govuk-checkboxes__item")].map((row) => ({
      row,
      tick: row.querySelector("input"),
      words: plain(row.textContent),
    }));
    this.everything = false;
    this.furnish(list);
    this.narrow();
  }

  furnish(list) {
    const label = made("label", "govuk-label portal-codes__label", list.dataset.searchLabel);
    this.box = made("input", "govuk-input portal-codes__search");
    this.box.type = "search";
    this.box.autocomplete = "off";
    this.box.id = `${this.rows[0].tick.name}-search`;
    label.htmlFor = this.box.id;
    this.said = made("p", "govuk-visually-hidden");
    this.said.setAttribute("role", "status");
    this.all = made("button", "portal-codes__all");
    this.all.type = "button";
    const ticks = list.querySelector(".govuk-checkboxes");
    ticks.before(label, this.box, this.said);
    ticks.after(this.all);
    this.box.addEventListener("input", (event) => {
      event.stopPropagation(); // searching is not filling in
      this.narrow();
    });
    this.box.addEventListener("change", (event) => event.stopPropagation());
    this.box.addEventListener("keydown", (event) => event.key === "Enter" && this.tickFirst(event));
    this.all.addEventListener("click", () => {
      this.everything = !this.everything;
      this.narrow();
    });
  }

  /** Show what fits, or, where nothing is searched for, the usual ones. */
  narrow() {
    const wanted = plain(this.box.value);
    const fits = ({ words }, place) => (wanted ? words.includes(wanted) : this.everything || place < this.first);
    const found = this.rows.filter(fits);
    for (const [place, one] of this.rows.entries()) one.row.hidden = !fits(one, place) && !one.tick.checked;
    this.all.textContent = this.everything ? "Show fewer" : `Show all ${this.rows.length}`;
    this.all.hidden = wanted !== "";
    this.said.textContent = wanted ? `${found.length} of ${this.rows.length}: ${found[0]?.words ?? "nothing"}` : "";
    return found;
  }

  /** Enter in the box would send the form: it ticks the first that fits instead. */
  tickFirst(event) {
    event.preventDefault();
    const next = plain(this.box.value) && this.narrow().find(({ tick }) => !tick.checked);
    if (!next) return;
    next.tick.click();
    this.box.value = "";
    this.narrow();
    this.said.textContent = `Ticked: ${next.words}`;
  }
}

export function search(list) {
  return new SearchList(list);
}
