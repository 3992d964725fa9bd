"""What every page must pass when somebody looks at it in a real browser."""

import fcntl
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

from config import ROOT

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# GOV.UK Frontend puts aria-expanded on a radio or checkbox that reveals a question, knowingly: it
# helps many who use a screen reader. ARIA does not allow it there; its makers' own tests allow it.
REVEALING = ".govuk-radios__input[aria-controls], .govuk-checkboxes__input[aria-controls]"
# What can be well on a wide window and wrong on a narrow one, besides scrolling sideways.
BY_WIDTH = ("target-size", "scrollable-region-focusable")
# Of what axe loads beforehand, style sheets serve one rule alone, which is none of these standards.
RUN_AXE = """async ([only, revealing]) => {
  const allowed = (id, node) => id === "aria-allowed-attr"
    && document.querySelector(node.target.join(" "))?.matches(revealing);
  const found = await axe.run(document, {
    runOnly: only, resultTypes: ["violations"], preload: {assets: ["media"]},
  });
  return found.violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, nodes: nodes.filter((node) => !allowed(id, node))
      .map((node) => `${node.target.join(" ")}  ${node.html}`),
  })).filter(({ nodes }) => nodes.length);
}"""
# Of what a page is built, as far as axe's rules look: each element with its attributes (of words
# and addresses only whether they are there), what it stands in, and which tags it holds; each step
# from a heading to the next; and the landmarks. A number stands for each. Nothing for a page that
# uses an id twice: it must be judged each time.
PARTS = r"""() => {
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  if (new Set(ids).size < ids.length) return [];
  const points = /^(for|headers|aria-(labelledby|describedby|controls|owns|activedescendant))$/;
  const words = /^(id|name|value|href|src|action|alt|title|placeholder|datetime|content|d|nonce)$/;
  const place = /^(nav|section|aside|form|main|header|footer|html|meta)$/;
  const headings = "h1, h2, h3, h4, h5, h6, [role=heading]";
  const landmarks = "main, header, footer, nav, aside, section, form, [role]";
  const there = (id) => (document.getElementById(id) ? "there" : "nowhere");
  const attribute = (of, {name, value}) => {
    if (points.test(name)) return value.split(/\s+/).map(there).join();
    if (name === "href" && value[0] === "#") return there(value.slice(1));
    if (name === "aria-label" && place.test(of.localName)) return value;
    if (words.test(name) || name === "aria-label" || name.startsWith("data-")) {
      return value.trim() === "" ? "empty" : "";
    }
    return value;
  };
  const number = (text) => {
    let one = 0xdeadbeef, two = 0x41c6ce57;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      one = Math.imul(one ^ letter, 2654435761);
      two = Math.imul(two ^ letter, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
    two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return (two >>> 0).toString(36) + (one >>> 0).toString(36);
  };
  const found = new Set();
  const named = (of) => {
    const has = [...of.attributes].map((each) => `${each.name}=${attribute(of, each)}`).sort();
    const state = [of.checked, of.labels?.length, of.textContent.trim() !== ""];
    return `<${of.localName} ${[...has, ...state].join(" ")}>`;
  };
  const walk = (of, within) => {
    if (/^(script|style|link)$/.test(of.localName)) return;
    const here = number(within + named(of));
    const inside = [...of.childNodes];  // a form's `children` may be a field of that name
    const elements = inside.filter((each) => each.nodeType === Node.ELEMENT_NODE);
    const tags = new Set(elements.map((each) => each.localName));
    const bare = inside.some((each) => each.nodeType === Node.TEXT_NODE && each.data.trim());
    found.add(number(`${here} ${[...tags].sort()} ${Boolean(bare)}`));
    for (const each of elements) walk(each, here);
  };
  walk(document.documentElement, "");
  const seen = (all) => [...document.querySelectorAll(all)].filter((it) => it.checkVisibility());
  const levels = seen(headings).map((each) => `${each.localName} ${each.ariaLevel}`);
  levels.forEach((level, at) => found.add(number(`${levels[at - 1]} then ${level}`)));
  found.add(number(seen(landmarks).map((each) => named(each)).filter(
    (each, at, all) => each !== all[at - 1]).join("")));
  return [...found];
}"""
WIDER_THAN_THE_WINDOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")]
    .filter((each) => each.getBoundingClientRect().right > room + 1);
  return wide.slice(-5).map((each) => each.outerHTML.slice(0, 160));
}"""
# Chromium's line about a refused request names no cause; the answer itself is judged in Watch.
REFUSED_REQUEST = "Failed to load resource"


class InOrder:
    """The parts of pages that were in order, of all test processes once `share` named a file."""

    def __init__(self) -> None:
        self._parts: set[str] = set()
        self._file: Path | None = None
        self._read = 0

    def share(self, file: Path) -> None:
        """Share them with the other processes that name this file."""
        self._file = file
        file.touch()

    def known(self) -> set[str]:
        """Every part that was in order."""
        if self._file is not None:
            with self._file.open() as lines:
                fcntl.flock(lines, fcntl.LOCK_SH)
                lines.seek(self._read)
                self._parts.update(lines.read().splitlines())
                self._read = lines.tell()
        return self._parts

    def add(self, parts: set[str]) -> None:
        """Note parts that are in order."""
        new = parts - self._parts
        self._parts |= parts
        if self._file is not None and new:
            with self._file.open("a") as lines:
                fcntl.flock(lines, fcntl.LOCK_EX)
                lines.write("".join(f"{part}\n" for part in sorted(new)))


in_order = InOrder()


@cache
def axe_at_hand() -> str:
    """A script for every page of a browser: `axe` is there for whoever asks, and costs only then.

    Sent along with each look it took longer than many a look.
    """
    source = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
    return (
        "if (self === top) Object.defineProperty(self, 'axe', {configurable: true, get() {"
        "delete self.axe; (function () {" + source + "\n}).call(self); return self.axe; }});"
    )


def axe_violations(page: Page, *, by_width: bool = False) -> list[str]:
    """Every violation, of whatever impact, in a line or more each; with `by_width` only of the
    rules whose outcome depends on the width of the window. A page of nothing but parts that were
    in order at this width, where they stand, is not judged again."""
    width: int = page.evaluate("innerWidth")
    parts = {f"{width} {by_width} {part}" for part in page.evaluate(PARTS)}
    if parts and parts <= in_order.known():
        return []
    only = {"type": "tag", "values": STANDARDS}
    if by_width:
        only = {"type": "rule", "values": BY_WIDTH}
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [only, REVEALING])
    if not found:
        in_order.add(parts)
    return [
        f"axe {each['id']} ({each['impact']}): {each['help']}\n    " + "\n    ".join(each["nodes"])
        for each in found
    ]


def sideways_scroll(page: Page) -> list[str]:
    """What sticks out to the right, when the page can be moved sideways."""
    found: list[str] = page.evaluate(WIDER_THAN_THE_WINDOW)
    if not found:
        return []
    width = page.evaluate("innerWidth")
    return [f"scrolls sideways at {width} px; what sticks out:\n    " + "\n    ".join(found)]


class Watch:
    """Notes what goes wrong in a tab while nobody looks: errors, violations, failed requests."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self.expected: set[int] = set()
        page.on("console", self._said)
        page.on("pageerror", self._broke)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    def take(self) -> list[str]:
        """The faults since the last time."""
        taken, self.faults = self.faults, []
        return taken

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REFUSED_REQUEST):
            self.faults.append(f"console: {message.text}")

    def _broke(self, error: Error) -> None:
        self.faults.append(f"script: {error.message}\n{error.stack or ''}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            request = response.request
            self.faults.append(f"{request.method} {response.url} answered {response.status}")

    def _failed(self, request: Request) -> None:
        # A request under way when its page is left is cut off; that is no fault.
        if request.failure not in ("net::ERR_ABORTED", "net::ERR_INTERNET_DISCONNECTED"):
            self.faults.append(f"{request.method} {request.url} failed: {request.failure}")
