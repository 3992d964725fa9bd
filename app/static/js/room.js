// Keeps a page of the consensus room as new as the room itself. It asks every two seconds for the room's tick; when
// that is newer, it fetches the page once more and puts in what changed, in the parts marked data-live. Those hold
// nothing that can be typed into, so nobody's words are ever replaced; what was folded stays folded, and the keyboard
// stays where it was. What is new is read out in one sentence, data-news, and only when that sentence changes. A lost
// connection is said, and tried again.

const PAUSE = 2000; // ms between two looks; with one request it stays within three seconds
const HIDDEN_PAUSE = 10_000;
const PATIENCE = 8000;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

class Room {
  constructor(root) {
    this.root = root;
    this.line = root.querySelector("[data-room-line]");
    this.news = root.querySelector("[data-room-news]");
    this.shown = new Map([...document.querySelectorAll("[data-live]")].map((part) => [part, part.innerHTML]));
    this.tick = Number(root.dataset.tick);
    this.say("You see the room as it is now. This page follows it by itself.");
    this.next();
    document.addEventListener("visibilitychange", () => !document.hidden && this.soon());
    addEventListener("online", () => this.soon());
    addEventListener("pageshow", () => this.soon());
  }

  say(text) {
    if (this.line.textContent !== text) this.line.textContent = text;
  }

  /** Have it read out, once. */
  announce(text) {
    if (this.news.textContent !== text) this.news.textContent = text;
  }

  next() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), document.hidden ? HIDDEN_PAUSE : PAUSE);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), 0);
  }

  async look() {
    if (this.looking) return;
    this.looking = true;
    try {
      await this.refresh();
    } catch {
      this.lost ??= new Date();
      this.say(`No connection since ${clock.format(this.lost)}. What you type stays here; we keep trying.`);
      this.announce(this.line.textContent);
    }
    this.looking = false;
    this.next();
  }

  async refresh() {
    const answer = await this.ask(this.root.dataset.room, "application/json");
    if (answer.status === 401) return this.out();
    if (!answer.ok) throw new Error(answer.status);
    const { tick } = await answer.json();
    if (tick !== this.tick) await this.renew(tick);
    if (this.lost) {
      this.say("Connected again. You see the room as it is now.");
      this.announce(this.line.textContent);
    }
    this.lost = undefined;
  }

  out() {
    this.say("You are signed out. Sign in again in another tab; this page then goes on.");
    this.announce(this.line.textContent);
    this.lost ??= new Date();
  }

  ask(address, kind) {
    return fetch(address, {
      headers: { Accept: kind, "X-Requested-With": "fetch" },
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  async renew(tick) {
    const answer = await this.ask(location.href.split("#")[0], "text/html");
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.tick = tick;
    const room = page.querySelector("[data-room]");
    if (!room) return this.over(answer.url);
    for (const [part, shown] of this.shown) {
      const fresh = page.getElementById(part.id);
      if (!fresh || fresh.innerHTML === shown) continue;
      this.shown.set(part, fresh.innerHTML);
      replace(part, fresh);
    }
    if (room.dataset.news !== this.root.dataset.news) this.announce(room.dataset.news);
    this.root.dataset.news = room.dataset.news;
  }

  /** The conversation is finished or went back to rating: lead there, without taking anybody's form away. */
  over(address) {
    this.say("The conversation has moved on. ");
    this.announce("The conversation has moved on. A link on this page leads to where it stands.");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = address;
    link.textContent = "See where it stands";
    this.line.append(link);
  }
}

const words = (element) => element.textContent.trim();

/** New words for a part of the page: what the reader folded or unfolded stays so, and the focus stays on its like. */
function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? words(document.activeElement) : null;
  const folds = new Map([...part.querySelectorAll("details")].map((each) => [words(each.firstElementChild), each.open]));
  part.replaceChildren(...fresh.childNodes);
  for (const each of part.querySelectorAll("details")) {
    each.open = folds.get(words(each.firstElementChild)) ?? each.open;
  }
  if (focused === null) return;
  const like = [...part.querySelectorAll("a, summary")].find((each) => words(each) === focused);
  (like ?? document.querySelector("main")).focus({ preventScroll: true });
}

export const follow = (root) => new Room(root);
