"""A reminder in words: what is due and when, what to do, what the subject of the mail says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core.clock import in_london
from app.core.words import clock_time, count, day
from app.notices.rules import Kind
from app.reminders.rules import Facts, Planned, Step

LONGEST_TITLE = 300


@dataclass(frozen=True)
class Entry:
    """One reminder as a mail shows it; `site` is "" for what belongs to no site."""

    site: str
    title: str
    when: str
    ask: str
    detail: str
    path: str
    kind: Kind
    on: date

    @property
    def sentence(self) -> str:
        """What a notice in the portal says."""
        words = f"{self.site}: {self.title}" if self.site else self.title
        return f"{words[: LONGEST_TITLE - len(self.when) - 2]}, {self.when}"


@dataclass(frozen=True)
class Digest:
    """The reminders of one person in one mail, by site, the most urgent first."""

    groups: tuple[tuple[str, tuple[Entry, ...]], ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, in the order of the mail."""
        return tuple(one for _, some in self.groups for one in some)

    @property
    def first(self) -> Entry:
        """The most urgent."""
        return self.groups[0][1][0]

    @property
    def is_single(self) -> bool:
        """Whether there is one only."""
        return len(self.entries) == 1

    @property
    def subject(self) -> str:
        """What the list of mails shows: the site, and what."""
        one, others = self.first, len(self.groups) - 1
        if self.is_single:
            return one.sentence
        number = count(len(self.entries), "reminder")
        if not others:
            return f"{one.site}: {number}" if one.site else f"You have {number}"
        here = one.site or "the portal"
        return f"{here} and {count(others, 'other site')}: {number}"

    @property
    def sites(self) -> int:
        """How many sites it is about."""
        return len(self.groups)


def entry_of(one: Planned, facts: Facts, now: datetime) -> Entry:
    """A reminder in words, as of a moment."""
    due, site = one.step.due, facts.sites.get(one.step.due.site_id or 0)
    return Entry(
        site=site.name if site else "",
        title=due.title,
        when=when_in_words(one.step, in_london(now).date()),
        ask=one.step.phase.ask,
        detail=due.detail,
        path=due.path,
        kind=one.step.phase.kind,
        on=due.on,
    )


def digest_of(entries: Sequence[Entry]) -> Digest:
    """One mail: the site with the most urgent entry first; what is critical before what is not."""
    ordered = sorted(entries, key=lambda one: (one.on, not one.kind.is_critical, one.title))
    groups: dict[str, list[Entry]] = {}
    for one in ordered:
        groups.setdefault(one.site, []).append(one)
    return Digest(tuple((site, tuple(some)) for site, some in groups.items()))


def when_in_words(step: Step, today: date) -> str:
    """Such as "due on 12 March 2027, in 7 days"."""
    on, left = step.due.on, (step.due.on - today).days
    if step.phase.is_ahead:
        at = f" at {clock_time(step.due.moment)}" if step.due.moment else ""
        return f"today{at}" if left == 0 else f"on {day(on)}{at}, in {count(left, 'day')}"
    if step.phase.follows:
        return f"held on {day(on)}?" if left == 0 else f"planned for {day(on)}"
    if left < 0:
        was = "ended" if step.phase.is_end else "was due"
        return f"{was} on {day(on)}, {count(-left, 'day')} ago"
    due = "ends" if step.phase.is_end else "due"
    return f"{due} on {day(on)}, in {count(left, 'day')}" if left else f"{due} today"
