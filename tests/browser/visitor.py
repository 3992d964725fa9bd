"""One person at one browser, who looks at every page as all our users together would."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, Error, Frame, Locator, Page, expect

from tests.browser.inspection import Watch, axe_violations, sideways_scroll
from tests.factories.accounts import PASSWORD

SECONDS = 40  # the longest wait for something that is bound to come, on a slow machine
MOUSE = """for (const kind of ["pointerdown", "mousedown", "touchstart"])
  addEventListener(kind, () => console.error("a mouse was used"), true);"""


class Visitor:
    """A person; `context` is their browser, with its own cookies."""

    def __init__(
        self,
        context: BrowserContext,
        address: str,
        name: str,
        pictures: Path,
        *,
        scripts: bool = True,
    ) -> None:
        self.context, self.address, self.name, self.pictures = context, address, name, pictures
        context.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        self.scripts = scripts
        self.tabs: list[Visitor] = []
        self.page: Page = context.new_page()
        self.watch = Watch(self.page)
        self.looks = 0
        self._unseen, self._seen_at = "", "about:blank"
        self._meant: set[int] = set()
        self.page.on("framenavigated", self._arrived)

    def _arrived(self, frame: Frame) -> None:
        address = urldefrag(frame.url).url
        if frame.parent_frame is None and address not in (self._unseen, self._seen_at):
            if self._unseen:
                self.watch.faults.append(f"left {self._unseen} without looking at it")
            self._unseen = address

    def another_tab(self) -> "Visitor":
        """The same person in another tab of the same browser."""
        name = f"{self.name}-tab{len(self.tabs) + 2}"
        self.tabs.append(
            Visitor(self.context, self.address, name, self.pictures, scripts=self.scripts)
        )
        return self.tabs[-1]

    def go(self, path: str, heading: str | re.Pattern[str] | None = None) -> "Visitor":
        """Open an address of the portal and look at the page."""
        self.page.goto(path if "//" in path else self.address + path)
        return self.see(heading)

    def see(
        self, heading: str | re.Pattern[str] | None = None, *, by_width: bool = False
    ) -> "Visitor":
        """Wait for the page with this heading and inspect it; a fault fails the test.

        With `by_width` it was inspected already and only its width has changed since.
        """
        if heading is not None:
            expect(self.page.locator("h1")).to_have_text(heading)
        self.page.wait_for_load_state("load")
        self._unseen, self._seen_at = "", urldefrag(self.page.url).url
        self.looks += 1
        faults = self._sideways() + self.watch.take()
        if self.scripts:  # axe is a script; the same pages meet it in other tests
            faults += axe_violations(self.page, by_width=by_width)
        self.watch.expected = set(self._meant)
        kept = self.picture()
        assert not faults, (
            f"{self.name} at {urlsplit(self.page.url).path} (picture: {kept}):\n"
            + "\n".join(faults)
        )
        return self

    def _sideways(self) -> list[str]:
        """What sticks out; a page that was just being left is looked at where it arrives."""
        try:
            return sideways_scroll(self.page)
        except Error as left:
            if "context was destroyed" not in left.message:
                raise
        self.page.wait_for_load_state("load")
        self._unseen, self._seen_at = "", urldefrag(self.page.url).url
        return sideways_scroll(self.page)

    def picture(self) -> Path:
        """Keep what is on the screen, numbered in the order of looking."""
        title = re.sub(r"\W+", "-", self.page.title().split(" – ")[0]).strip("-")[:50]
        file = self.pictures / f"{self.name}-{self.looks:03d}-{title}.png"
        if os.environ.get("PORTAL_SCREENSHOTS"):
            self.page.screenshot(path=file, full_page=True)
        return file

    def sign_in(self, email: str, heading: str | None = None) -> "Visitor":
        """Sign in through the page, with the password all people of the tests have."""
        self.go("/sign-in", "Sign in").fill("E-mail address", email).fill("Password", PASSWORD)
        return self.press("Sign in").see(heading)

    def press(self, button: str, *, statuses: tuple[int, ...] = ()) -> "Visitor":
        """Press a button; an answer of one of `statuses` is meant until the next look."""
        self.watch.expected |= set(statuses)
        self.page.get_by_role("button", name=button, exact=True).click()
        return self

    def send(self, button: str) -> "Visitor":
        """Press a button and wait for the page that answers, whatever its heading."""
        with self.page.expect_navigation():
            self.press(button)
        return self

    def follow(self, link: str, *, exact: bool = True) -> "Visitor":
        """Follow a link (some look like buttons) of the page, else of its navigation."""
        inside = self._link(self.main, link, exact)
        (inside if inside.count() else self._link(self.page, link, exact)).first.click()
        return self

    @staticmethod
    def _link(within: Page | Locator, name: str, exact: bool) -> Locator:
        return within.get_by_role("link", name=name, exact=exact).or_(
            within.get_by_role("button", name=name, exact=exact)
        )

    def fill(self, label: str, value: str) -> "Visitor":
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(value)
        return self

    def finds(self, label: str, value: str) -> "Visitor":
        """Find this value in the field with this label."""
        expect(self.page.get_by_label(label, exact=True)).to_have_value(value)
        return self

    def pick(self, label: str) -> "Visitor":
        """Choose the radio button or checkbox with this label."""
        self.page.get_by_label(label, exact=True).check()
        return self

    def fill_day(self, question: str, day: date) -> "Visitor":
        """Type a date into the three fields under this question."""
        group = self.page.get_by_role("group", name=question)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part, exact=True).fill(str(number))
        return self

    def reads(self, *texts: str | re.Pattern[str]) -> "Visitor":
        """Find these words in the main part of the page."""
        for text in texts:
            expect(self.main).to_contain_text(text)
        return self

    @property
    def main(self) -> Locator:
        """The main part of the page."""
        return self.page.get_by_role("main")

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Answers of these statuses are meant for the block."""
        self._meant = set(statuses)
        self.watch.expected |= self._meant
        yield
        self._meant = set()
        self.watch.expected = set()

    def forbid_mouse(self) -> None:
        """From the next page on, the use of a mouse or a finger is a fault."""
        self.context.add_init_script(MOUSE)

    def left_over(self) -> list[str]:
        """What nobody has been told yet."""
        return self.watch.take() + ([f"never looked at {self._unseen}"] if self._unseen else [])

    def close(self) -> None:
        """Go home; what went wrong unseen, or was never looked at, fails the test."""
        left = self.left_over() + [fault for tab in self.tabs for fault in tab.left_over()]
        self.context.close()
        assert not left, f"{self.name}:\n" + "\n".join(left)
