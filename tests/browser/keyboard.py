"""Hands that know no mouse: every stroke is counted."""

from playwright.sync_api import Page

FURTHEST = 80  # strokes of Tab before one gives up
FOCUSED = """(wanted) => {
  const here = document.activeElement;
  const own = here.labels?.[0]?.textContent ?? here.textContent;
  const legend = here.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
  const seen = here.getBoundingClientRect();
  if (here !== document.body && (seen.bottom < 0 || seen.top > innerHeight))
    throw new Error(`the focus is out of sight: ${here.outerHTML}`);
  const says = (words) => words.replace(/\\s+/g, " ").trim().startsWith(wanted);
  return says(own) || says(legend) || says(here.value ?? "");
}"""


class Keyboard:
    """The keyboard of somebody in front of `page`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0

    def strike(self, key: str, times: int = 1) -> "Keyboard":
        """Strike a key so many times."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.strokes += times
        return self

    def write(self, text: str) -> "Keyboard":
        """Type where the focus is."""
        self.page.keyboard.type(text)
        self.strokes += len(text)
        return self

    def tab_to(self, words: str, key: str = "Tab") -> "Keyboard":
        """Go on with Tab until the focus is on what begins with these words, and can be seen."""
        for _ in range(FURTHEST):
            self.strike(key)
            if self.page.evaluate(FOCUSED, words):
                return self
        raise AssertionError(f"{FURTHEST} strokes of {key} do not reach {words!r}.")

    def open(self, words: str) -> "Keyboard":
        """Tab to a link or button and strike Enter."""
        return self.tab_to(words).strike("Enter")
