// Mentioning somebody: after @ and two letters of a name, who is meant can be chosen from a list with the arrow keys,
// Enter or a click. Without this one looks the name up on a page of its own and types it.

const WAIT = 200; // milliseconds without typing before names are asked for
const BEGUN = /(^|[\s(])@([\p{L}][\p{L}’'-]*(?: [\p{L}’'-]*)?)$/u;
let lists = 0;

class Mentions {
  constructor(around) {
    this.address = around.dataset.mentions;
    this.text = around.querySelector("textarea");
    this.list = document.createElement("ul");
    this.list.className = "portal-mentions";
    this.list.id = `mentions-${++lists}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Members");
    this.said = document.createElement("p");
    this.said.className = "govuk-visually-hidden";
    this.said.setAttribute("role", "status");
    around.append(this.list, this.said);
    this.text.setAttribute("aria-autocomplete", "list");
    this.text.setAttribute("aria-controls", this.list.id);
    this.text.addEventListener("input", () => this.later());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), WAIT));
  }

  /** The name that is being typed after @, or undefined. */
  get begun() {
    const found = BEGUN.exec(this.text.value.slice(0, this.text.selectionStart));
    return found && found[2].trim().length > 1 ? found[2] : undefined;
  }

  later() {
    clearTimeout(this.timer);
    if (this.begun === undefined) this.close();
    else this.timer = setTimeout(() => this.ask(this.begun), WAIT);
  }

  async ask(name) {
    if (name === undefined) return;
    try {
      const asked = `${this.address}?q=${encodeURIComponent(name.trim())}`;
      const answer = await fetch(asked, { headers: { "X-Requested-With": "fetch" } });
      const { people } = answer.ok ? await answer.json() : { people: [] };
      if (name === this.begun) this.show(people);
    } catch {
      this.close(); // no list: what was typed stays as it is
    }
  }

  show(people) {
    this.people = people;
    this.place = -1;
    this.list.replaceChildren(...people.map((person, place) => this.row(person, place)));
    this.list.hidden = people.length === 0;
    this.said.textContent = people.length ? `${people.length} found, choose with the arrow keys` : "";
    this.mark(0);
  }

  row({ name, about }, place) {
    const row = document.createElement("li");
    row.className = "portal-mentions__one";
    row.id = `${this.list.id}-${place}`;
    row.setAttribute("role", "option");
    row.textContent = about ? `${name}, ${about}` : name;
    row.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(place);
    });
    return row;
  }

  mark(place) {
    const rows = [...this.list.children];
    if (!rows.length) return;
    this.place = (place + rows.length) % rows.length;
    rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === this.place)));
    this.text.setAttribute("aria-activedescendant", rows[this.place].id);
  }

  key(event) {
    if (this.list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.mark(this.place + steps[event.key]);
    else if (event.key === "Enter") this.choose(this.place);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(place) {
    const { handle, name } = this.people[place];
    const end = this.text.selectionStart;
    const start = end - this.begun.length - 1;
    this.text.setRangeText(`${handle} `, start, end, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
    this.said.textContent = `${name} is mentioned`;
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.text.removeAttribute("aria-activedescendant");
  }
}

export function offer(around) {
  return new Mentions(around);
}
