// Keeps a page of the consensus room as new as the room itself. It asks every two seconds for the room's tick; when
// that is newer, it fetches the page once more and puts in what changed, in the parts marked data-live. Those hold
// nothing that can be typed into, so nobody's words are ever replaced. A lost connection is said, and tried again.

const PAUSE = 2000; // ms between two looks; with one request it stays within three seconds
const HIDDEN_PAUSE = 10_000;
const PATIENCE = 8000;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

class Room {
  constructor(root) {
    this.root = root;
    this.line = root.querySelector("[data-room-line]");
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
    }
    this.looking = false;
    this.next();
  }

  async refresh() {
    const answer = await this.ask(this.root.dataset.room, "application/json");
    if (answer.status === 401) return this.say("You are signed out. Sign in again in another tab; this page then goes on.");
    if (!answer.ok) throw new Error(answer.status);
    const { tick } = await answer.json();
    if (tick !== this.tick) await this.renew(tick);
    if (this.lost) this.say("Connected again. You see the room as it is now.");
    this.lost = undefined;
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
    if (!page.querySelector("[data-room]")) return this.over(answer.url);
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    }
  }

  /** The conversation is finished or went back to rating: lead there, without taking anybody's form away. */
  over(address) {
    this.say("The conversation has moved on. ");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = address;
    link.textContent = "See where it stands";
    this.line.append(link);
  }
}

export const follow = (root) => new Room(root);
