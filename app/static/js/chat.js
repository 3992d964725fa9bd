// Keeps the page of a chat room as new as the room, and sends messages without leaving it. It asks every two seconds
// what changed since the tick it has seen: new messages and changed ones come the same way and are put in by their
// number, so that nothing is lost or shown twice, whatever was lost on the way. A message carries a number made here:
// sending it again, because no answer came, adds nothing. What is typed is never taken away.

import { offer as offerNames } from "./mention.js";
import { freshToken } from "./sign-in-again.js";

const PAUSE = 2000; // ms between two looks; with what one look takes, a message is here within three seconds
const SLOW = 1000; // ms an answer takes when the server is busy
const SPREAD = 500; // so that many pages do not ask in step
const HIDDEN_PAUSE = 15_000;
const LONGEST = 30_000; // ms between two tries after errors
const PATIENCE = 10_000;
const HERE = 40_000; // somebody counts as present for a minute
const NEAR = 80; // px from the end that count as being there
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
const wait = (tries) => Math.min(LONGEST, 1000 * 2 ** tries) * (0.5 + Math.random() / 2);

class Chat {
  constructor(root) {
    this.root = root;
    this.base = root.dataset.chat;
    this.tick = Number(root.dataset.tick);
    this.read = Number(root.dataset.read);
    this.part = (name) => root.querySelector(`[data-chat-${name}]`);
    this.log = this.part("log");
    this.list = this.log.querySelector("ol");
    this.tries = 0;
    this.waiting = 0; // new messages below what is seen
    root.classList.add("portal-chat--live");
    this.log.scrollTop = this.log.scrollHeight;
    (this.log.querySelector(":target") ?? root.querySelector("#new"))?.scrollIntoView({ block: "nearest" });
    this.say("This page follows the room by itself.");
    this.form = root.querySelector("#chat-form");
    this.form?.addEventListener("submit", (event) => this.submitted(event));
    this.form?.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
    root.addEventListener("click", (event) => this.clicked(event));
    this.log.addEventListener("scroll", () => this.atEnd() && this.reached());
    document.addEventListener("visibilitychange", () => !document.hidden && this.soon());
    addEventListener("online", () => this.soon());
    addEventListener("pageshow", () => this.soon());
    addEventListener("beforeunload", (event) => (this.words() || this.unsent) && event.preventDefault());
    setInterval(() => this.here(), HERE);
    this.next();
  }

  // What the page says

  say(text) {
    const line = this.part("line");
    if (line.textContent !== text) line.textContent = text;
  }

  announce(text) {
    const news = this.part("news");
    if (news.textContent !== text) news.textContent = text;
  }

  note(text, state = "waiting") {
    const note = this.part("note");
    if (!note) return;
    note.dataset.state = state;
    if (note.textContent !== text) note.textContent = text;
  }

  // Looking

  next(delay) {
    clearTimeout(this.timer);
    const usual = document.hidden ? HIDDEN_PAUSE : PAUSE + Math.random() * SPREAD;
    if (!this.gone) this.timer = setTimeout(() => this.look(), delay ?? usual);
  }

  soon() {
    this.next(0);
  }

  async look() {
    if (this.looking) return;
    this.looking = true;
    const began = performance.now();
    let delay;
    try {
      delay = await this.refresh();
      this.tries = 0;
      // Whoever is answered slowly asks less often, so that a busy server can catch up.
      const took = performance.now() - began;
      if (took > SLOW) delay ??= PAUSE + 2 * took;
    } catch {
      this.lost ??= new Date();
      this.tries += 1;
      delay = wait(this.tries);
      this.say(`No connection since ${clock.format(this.lost)}. What you type stays here; we keep trying.`);
      this.announce(this.part("line").textContent);
    }
    this.looking = false;
    this.next(delay);
  }

  /** Returns how long to wait before the next look, undefined for as long as usual. */
  async refresh() {
    const answer = await fetch(`${this.base}/since/${this.tick}`, {
      headers: { Accept: "application/json", "X-Requested-With": "fetch", "If-None-Match": `"${this.tick}"` },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 401) return this.out();
    if (answer.status === 403 || answer.status === 404) return this.over();
    if (answer.status !== 304 && !answer.ok) throw new Error(answer.status);
    const found = answer.status === 304 ? null : await answer.json();
    if (this.lost) {
      this.say("Connected again. You see the room as it is now.");
      this.announce(this.part("line").textContent);
      this.lost = undefined;
    }
    if (found === null) return undefined;
    this.put(found.messages);
    this.tick = found.tick;
    if (found.closed && this.form && !this.form.hidden && !this.words()) this.closed();
    return found.more ? 0 : undefined;
  }

  out() {
    this.say("You are signed out. Sign in again in another tab; this page then goes on.");
    this.announce(this.part("line").textContent);
    this.lost ??= new Date();
    return HIDDEN_PAUSE;
  }

  over() {
    this.gone = true;
    this.say("You cannot read this room any more. Copy what you typed before you leave the page.");
    this.announce(this.part("line").textContent);
  }

  closed() {
    this.form.hidden = true;
    this.say("This room is closed. What was said stays readable.");
    this.announce(this.part("line").textContent);
  }

  // Messages

  put(messages) {
    const follow = this.atEnd();
    const changed = [];
    for (const { id, html } of messages) {
      const holder = document.createElement("template");
      holder.innerHTML = html.trim();
      const fresh = holder.content.firstElementChild;
      const old = document.getElementById(`message-${id}`);
      if (old) changed.push([old, fresh]);
      else this.add(id, fresh);
    }
    if (changed.length) this.quietly(() => changed.forEach(([old, fresh]) => replace(old, fresh)));
    this.part("empty")?.remove();
    if (follow) this.toEnd();
    else if (this.waiting) this.offer();
  }

  add(id, fresh) {
    const after = [...this.list.querySelectorAll("[data-message]")].findLast((each) => Number(each.dataset.message) < id);
    if (!after && this.list.querySelector("[data-message]")) return; // older than what the page shows
    if (after?.dataset.day !== fresh.dataset.day) {
      const day = document.createElement("li");
      day.className = "portal-chat__day";
      day.textContent = fresh.dataset.day;
      after ? after.after(day, fresh) : this.list.append(day, fresh);
    } else {
      after.after(fresh);
    }
    this.waiting += 1;
  }

  /** What was changed is not read out again. */
  quietly(change) {
    this.log.setAttribute("aria-live", "off");
    change();
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 500);
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.reached();
  }

  reached() {
    this.waiting = 0;
    this.part("below").hidden = true;
    if (!document.hidden) this.read = Number([...this.list.querySelectorAll("[data-message]")].at(-1)?.dataset.message ?? 0);
  }

  offer() {
    this.part("jump").textContent = `Show ${this.waiting} new message${this.waiting === 1 ? "" : "s"}`;
    this.part("below").hidden = false;
  }

  async here() {
    if (document.hidden || this.gone || !this.token()) return;
    try {
      if (this.atEnd()) this.reached();
      const answer = await this.post(`${this.base}/here`, new URLSearchParams({ read: this.read }), "application/json");
      if (answer.status !== 201) return;
      const { here } = await answer.json();
      if (this.part("here").textContent !== `${here}.`) this.part("here").textContent = `${here}.`;
    } catch {
      // the next look says what is wrong
    }
  }

  // Saying something

  field(name) {
    return this.form?.elements.namedItem(name);
  }

  words() {
    return this.field("text")?.value.trim() ?? "";
  }

  token() {
    return document.querySelector("input[name='csrf_token']")?.value;
  }

  post(address, body, kind) {
    const headers = { Accept: kind };
    if (kind === "application/json") {
      headers["X-Requested-With"] = "fetch";
      headers["X-CSRFToken"] = this.token();
    }
    return fetch(address, { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  }

  clicked(event) {
    const link = event.target.closest("[data-reply], [data-chat-unanswer], [data-chat-jump], [data-quoted]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-quoted]")) {
      const quoted = document.getElementById(`message-${link.dataset.quoted}`);
      if (!quoted) return;
      event.preventDefault();
      quoted.scrollIntoView({ block: "center" });
      return;
    }
    if (link.matches("[data-chat-jump]")) return this.jump();
    if (!this.form) return;
    event.preventDefault();
    this.answer(link.dataset.reply ?? "", link.dataset.name);
    this.field("text").focus();
  }

  jump() {
    this.toEnd();
    this.log.focus();
  }

  answer(number, name) {
    const said = this.part("answered");
    this.field("reply_to").value = number;
    said.hidden = number === "";
    if (number === "") return;
    const stop = document.createElement("a");
    stop.className = "govuk-link";
    stop.href = this.base;
    stop.dataset.chatUnanswer = "";
    stop.textContent = "Do not answer it";
    said.replaceChildren(`You answer ${name}. `, stop);
  }

  async submitted(event) {
    event.preventDefault();
    if (this.unsent || !this.words()) return this.field("text").focus();
    this.unsent = true;
    this.field("text").readOnly = true;
    this.note("Sending…");
    let done = false;
    for (let tries = 0; !done; tries += 1) {
      done = await this.attempt(tries).catch(() => false);
      if (done) break;
      if (!this.renewed) this.note("Not sent yet – we keep trying. Do not close this page.", "failed");
      await new Promise((resume) => setTimeout(resume, wait(tries)));
    }
    this.unsent = false;
    if (this.field("text")) this.field("text").readOnly = false;
  }

  /** One try; whether it came to an end, well or not. */
  async attempt() {
    const answer = await this.post(this.form.action, new URLSearchParams(new FormData(this.form)), "text/html");
    if (answer.type === "opaqueredirect") return this.sent();
    if (answer.status === 401) return this.resume();
    if (answer.status === 429 || answer.status >= 500) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("#chat-form");
    if (form) return this.refused(form);
    if (answer.status === 400 && !this.renewed) return this.resume();
    this.note("Not sent. Copy what you typed, then load this page again.", "refused");
    return true;
  }

  sent() {
    this.renewed = false;
    this.field("text").value = "";
    this.field("client_id").value = uuid();
    this.answer("");
    this.form.querySelectorAll(".govuk-error-message, .govuk-checkboxes, [name='guard_kept']").forEach((each) => each.remove());
    for (const name of ["error", "textarea--error"]) {
      this.form.querySelectorAll(`.govuk-form-group--${name}, .govuk-${name}`).forEach((each) => {
        each.classList.remove(`govuk-form-group--${name}`, `govuk-${name}`);
      });
    }
    this.note("");
    this.toEnd();
    this.soon();
    return true;
  }

  /** What stands in the way is shown beside the field, as the page without a script shows it. */
  refused(form) {
    this.form.replaceChildren(...form.childNodes);
    this.form.querySelectorAll("[data-mentions]").forEach(offerNames);
    const error = this.form.querySelector(".govuk-error-message");
    this.note("Not sent. See what is said above your message.", "refused");
    this.announce(`Not sent. ${error?.textContent.trim() ?? ""}`);
    this.field("text").focus();
    return true;
  }

  /** Signed out, or with a form of an earlier sign-in: goes on once somebody has signed in again. */
  async resume() {
    this.renewed = true;
    this.note("You were signed out. Sign in again in another tab; the message is then sent.", "failed");
    const token = await freshToken(document.body.dataset.person);
    for (const field of document.querySelectorAll("input[name='csrf_token']")) field.value = token;
    return false;
  }
}

/** As crypto.randomUUID, which only pages over TLS have. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A changed message in its place; the keyboard stays on its link. */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement.textContent : null;
  old.replaceWith(fresh);
  if (focused !== null) [...fresh.querySelectorAll("a")].find((each) => each.textContent === focused)?.focus();
}

export const talk = (root) => new Chat(root);
