// Saves a form as it is filled in. The form's own button works without this; this only spares the reader from
// remembering it. One request is under way at a time, and the newest state of the form is always what is sent next.
// A part of a form that has data-autosave saves itself alone, with a version of its own: data-autosave-version is then
// the name of the hidden field that holds it.
//
// The address in data-autosave is posted the form's fields, with the CSRF token also as a header. It answers
//   204, or 200 with JSON {version?, saved_at?}      saved
//   401, or a sign-in page                           signed out: kept here, sent again after signing in
//   409 with JSON {mine, theirs, by, version}        somebody else was first: both are shown
//   400, 403, 404, 413, 422 with JSON {message?}     refused: said, and tried again when the form changes
//   429, 5xx, or no answer                           tried again, ever more slowly, up to every 30 seconds

import { showConflict } from "./conflict.js";
import { freshToken } from "./sign-in-again.js";

const PAUSE = 800; // ms without a keystroke before what was typed is sent
const LONGEST = 30_000; // ms between two tries
const KEEP_OPEN = "Not saved yet – we keep trying. Do not close this page.";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

const sending = new Map(); // form -> the saves of its parts that are under way
const waiting = new WeakSet(); // forms whose button waits for them

class Autosave {
  constructor(part) {
    this.part = part;
    this.form = part.closest("form");
    this.version = part.dataset.autosaveVersion ?? "version";
    this.note = part.querySelector("[data-saved]") ?? part.appendChild(document.createElement("p"));
    this.tries = 0;
    this.timer = null;
    this.sending = null;
    this.sent = this.state(this.asServed());
    this.blocked = false; // a conflict waits for the reader
    part.addEventListener("input", () => this.soon(PAUSE));
    part.addEventListener("change", () => this.soon(0));
    part.addEventListener("focusout", () => this.dirty && !this.tries && this.soon(0));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("beforeunload", (event) => this.dirty && !this.leaving && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    addEventListener("online", () => this.dirty && this.soon(0));
    addEventListener("focus", () => this.signedOut && this.soon(0));
    addEventListener("pageshow", () => (this.leaving = false));
    if (this.dirty) this.soon(PAUSE);
  }

  /** The form before anybody typed, so that what was typed while this script was on its way counts as new. */
  asServed() {
    const served = this.form.cloneNode(true);
    served.reset();
    return served;
  }

  /** The fields as they stand; files are left to the form's own button. */
  state(form = this.form) {
    const fields = new URLSearchParams();
    const whole = this.part === this.form;
    const ours = new Set([...this.part.querySelectorAll("[name]")].map((field) => field.name));
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || name === "csrf_token" || name === this.version) continue;
      if (whole || ours.has(name)) fields.append(name, value);
    }
    return fields.toString();
  }

  get dirty() {
    return this.state() !== this.sent;
  }

  soon(delay) {
    if (this.blocked) return;
    if (this.dirty && this.note.dataset.state === "saved") this.note.dataset.state = "waiting";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  say(text, state) {
    this.note.dataset.state = state;
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  async send() {
    if (this.sending || this.blocked || !this.dirty) return;
    this.sending = this.attempt(this.state());
    const all = sending.get(this.form) ?? sending.set(this.form, new Set()).get(this.form);
    all.add(this.sending);
    await this.sending;
    all.delete(this.sending);
    this.sending = null;
    if (this.dirty && this.tries === 0 && !this.refused) this.soon(PAUSE);
  }

  async attempt(state) {
    this.refused = false;
    try {
      if (this.signedOut) await this.resume();
      await this.answered(await this.request(state), state);
    } catch {
      this.later();
    }
  }

  request(state) {
    const body = new URLSearchParams(state);
    for (const name of ["csrf_token", this.version]) {
      const field = this.form.elements.namedItem(name);
      if (field) body.append(name, field.value);
    }
    return fetch(this.part.dataset.autosave, {
      method: this.part.dataset.autosaveMethod ?? "POST",
      headers: {
        "X-CSRFToken": body.get("csrf_token") ?? "",
        "X-Requested-With": "fetch",
        Accept: "application/json",
      },
      body,
      redirect: "manual",
      keepalive: document.hidden, // the last save of a page that is being left
      signal: AbortSignal.timeout(LONGEST),
    });
  }

  async answered(response, state) {
    const answer = await response.json().catch(() => ({}));
    // A redirect leads to the sign-in page: an autosave never redirects by itself.
    if (response.status === 401 || response.type === "opaqueredirect") return this.out();
    if (response.status === 409) return this.conflict(answer);
    if (response.ok) return this.saved(answer, state);
    if (response.status === 429 || response.status >= 500) return this.later(response.headers.get("Retry-After"));
    if (response.status === 400 && !answer.message && !this.renewed) return this.renew();
    return this.refuse(answer.message ?? "Not saved. Use the button below, so that you see what is wrong.");
  }

  saved(answer, state) {
    this.sent = state;
    this.tries = 0;
    this.renewed = false;
    this.setField(this.version, answer.version);
    // What was changed meanwhile is not saved yet: say nothing until it is.
    if (!this.dirty) this.say(`Saved ${answer.saved_at ?? clock.format(new Date())}`, "saved");
  }

  setField(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field && value !== undefined && value !== null) field.value = value;
  }

  later(seconds) {
    const delay = Number(seconds) > 0 ? Number(seconds) * 1000 : Math.min(LONGEST, 1000 * 2 ** this.tries);
    this.tries += 1;
    if (!this.signedOut) this.say(KEEP_OPEN, "failed");
    this.soon(delay);
  }

  refuse(message) {
    this.refused = true;
    this.tries = 0;
    this.say(message, "refused");
  }

  out() {
    if (!this.signedOut) {
      this.signedOut = true;
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = "/sign-in";
      link.target = "_blank";
      link.textContent = "Sign in again (opens in a new tab)";
      this.say("You were signed out. What you typed is still here. ", "failed");
      this.note.append(link, ", then come back to this page.");
    }
    this.later();
  }

  /** After signing in again the old token is worthless; the page itself, fetched anew, carries a good one. */
  async resume() {
    this.setField("csrf_token", await freshToken(document.body.dataset.person));
    this.signedOut = false;
    this.tries = 0;
  }

  async renew() {
    this.renewed = true;
    this.setField("csrf_token", await freshToken(document.body.dataset.person));
    this.soon(0);
  }

  conflict(answer) {
    this.blocked = true;
    this.say("Not saved: somebody else changed this. Choose below what to keep.", "refused");
    showConflict(this.part, answer, {
      mine: () => {
        this.setField(this.version, answer.version);
        this.blocked = false;
        this.sent = "";
        this.soon(0);
      },
      theirs: () => {
        this.leaving = true;
        location.assign(location.href);
      },
    });
  }

  /** The button: wait for saves under way, so that the form does not meet its own older version. */
  async submitted(event) {
    clearTimeout(this.timer);
    const under = [...(sending.get(this.form) ?? [])];
    if (under.length === 0) {
      this.leaving = true;
      return;
    }
    event.preventDefault();
    if (waiting.has(this.form)) return; // another part of the form waits already
    waiting.add(this.form);
    const { submitter } = event;
    await Promise.all(under);
    waiting.delete(this.form);
    this.form.requestSubmit(submitter ?? undefined);
  }
}

export function watch(part) {
  return new Autosave(part);
}
