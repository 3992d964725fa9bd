"""What every page must pass when somebody looks at it in a real browser."""

from functools import cache
from hashlib import sha256
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
# How the main part of a page is built, and what is around it, as far as axe's rules look: elements
# with their attributes, without words and addresses, and of neighbours that are built alike (rows,
# entries) the first. Nothing for a page that uses an id twice: it must be judged each time.
BUILT = r"""() => {
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  if (new Set(ids).size < ids.length) return [];
  const main = document.querySelector("main");
  const points = /^(for|headers|aria-(labelledby|describedby|controls|owns|activedescendant))$/;
  const words = /^(id|name|value|href|src|action|alt|title|placeholder|datetime|content|d|nonce)$/;
  const place = /^(nav|section|aside|form|main|header|footer|html|meta)$/;
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
  const built = (of, without = null) => {
    if (of === without) return "main";
    if (of.nodeType === Node.TEXT_NODE) return of.data.trim() && "words";
    if (of.nodeType !== Node.ELEMENT_NODE || /^(script|style|link)$/.test(of.localName)) return "";
    const has = [...of.attributes].map((each) => `${each.name}=${attribute(of, each)}`).sort();
    const inside = [...of.childNodes].map((each) => built(each, without)).filter(Boolean);
    const alike = inside.filter((each, at) => each !== inside[at - 1]);
    return `<${of.localName} ${has.join(" ")} ${of.checked ?? ""}>${alike.join("")}</>`;
  };
  return main ? [built(document.documentElement, main), built(main)] : [];
}"""
WIDER_THAN_THE_WINDOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")]
    .filter((each) => each.getBoundingClientRect().right > room + 1);
  return wide.slice(-5).map((each) => each.outerHTML.slice(0, 160));
}"""
_in_order: set[tuple[bytes, int, bool]] = set()
# Chromium's line about a refused request names no cause; the answer itself is judged in Watch.
REFUSED_REQUEST = "Failed to load resource"


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
    rules whose outcome depends on the width of the window. A page whose parts are built as parts
    that were in order at this width is not judged again."""
    width: int = page.evaluate("innerWidth")
    parts = {(sha256(part.encode()).digest(), width, by_width) for part in page.evaluate(BUILT)}
    if parts and parts <= _in_order:
        return []
    only = {"type": "tag", "values": STANDARDS}
    if by_width:
        only = {"type": "rule", "values": BY_WIDTH}
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [only, REVEALING])
    if not found:
        _in_order.update(parts)
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
