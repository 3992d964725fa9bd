"""The sustainment status: is the framework in lasting use (§5.2)? What is declared comes first."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.indicators.rules.facts import SiteFacts, Use
from app.indicators.rules.say import counted, day, number
from app.sites.rules import Stage
from app.sites.rules import Status as Declared

LAPSED, QUIET, SILENT = 365, 180, 120  # days
SILENT_TIMES = 1.25
LOW_COVERAGE, LOW_ADHERENCE = 25, 60  # per cent
LASTS = timedelta(days=730)
COUNTED_WITHIN = 92  # days


class Sustainment(StrEnum):
    """Where an adoption stands."""

    NOT_STARTED = "not-started"
    ACTIVE = "active"
    SUSTAINED = "sustained"
    LIMINAL = "liminal"
    PAUSED = "paused"
    DORMANT = "dormant"
    DISCONTINUED = "discontinued"
    REINTRODUCED = "reintroduced"

    @property
    def label(self) -> str:
        """As people say it."""
        return "Not yet started" if self is Sustainment.NOT_STARTED else self.value.capitalize()

    @property
    def hint(self) -> str:
        """What it means, in a few words."""
        return _HINTS[self]


_HINTS = {
    Sustainment.NOT_STARTED: "No case has been started with the framework yet.",
    Sustainment.ACTIVE: "The framework is in use.",
    Sustainment.SUSTAINED: "In use for two years or more.",
    Sustainment.LIMINAL: "Neither in steady use nor given up.",
    Sustainment.PAUSED: "Declared as paused until a day.",
    Sustainment.DORMANT: "No case for a year or more, and nothing was declared.",
    Sustainment.DISCONTINUED: "Declared as stopped.",
    Sustainment.REINTRODUCED: "In use again after it was dormant or stopped.",
}


@dataclass(frozen=True)
class Standing:
    """The status with its reason; `status` None where too little is known. The two anchors of
    lasting use are the first case and full implementation."""

    status: Sustainment | None
    words: str
    first_case_on: date | None
    full_on: date | None


def standing_of(facts: SiteFacts) -> Standing:
    """The status of a site on the day of the facts."""
    status, words = _declared(facts) or _computed(facts)
    return Standing(status, words, facts.use.first_on, facts.full_on)


Found = tuple[Sustainment | None, str]


def _declared(facts: SiteFacts) -> Found | None:
    if facts.status is Declared.STOPPED:
        return Sustainment.DISCONTINUED, "It was declared as stopped."
    if facts.status is Declared.PAUSED:
        return Sustainment.PAUSED, "It was declared as paused."
    return None


def _computed(facts: SiteFacts) -> Found:
    use = facts.use
    if use.last_on is None or use.quiet is None or use.as_of is None:
        if use.as_of is None and not facts.is_in(Stage.EXPLORATION, Stage.INSTALLATION):
            return None, "No month is counted, so nobody knows whether it is used."
        return Sustainment.NOT_STARTED, "No case has been started yet."
    if use.quiet >= LAPSED:
        days = _days(use.quiet, exact=use.exact)
        return Sustainment.DORMANT, f"No case for {days}, and nothing was declared."
    if _is_silent_too(facts, use):
        return Sustainment.DORMANT, (
            f"No case is known since {day(use.last_on)}, nobody has counted since {day(use.as_of)},"
            f" and there was no contact for {counted(facts.contact.silent(facts.on), 'day')}."
        )
    if (facts.on - use.as_of).days > COUNTED_WITHIN:
        return _stale(facts, use, use.as_of)
    weak = _why_liminal(facts, use)
    if weak:
        return Sustainment.LIMINAL, weak
    return _in_use(facts, use)


def _is_silent_too(facts: SiteFacts, use: Use) -> bool:
    """Whether nobody counts any more, the last case known is a year old, and nobody was in contact
    for half a year: two silences together are one, even if no month was entered as 0."""
    if use.last_on is None or use.as_of is None:
        return False
    is_old = (facts.on - use.last_on).days >= LAPSED
    is_stale = (facts.on - use.as_of).days > COUNTED_WITHIN
    return is_old and is_stale and facts.contact.silent(facts.on) >= QUIET


def _stale(facts: SiteFacts, use: Use, as_of: date) -> Found:
    """Counts ended a while ago: what is liminal by them stays so, more cannot be said."""
    weak = _why_liminal(facts, use)
    if weak:
        return Sustainment.LIMINAL, weak
    return None, f"No month is counted after {day(as_of)}."


def _days(quiet: int, *, exact: bool) -> str:
    return ("" if exact else "at least ") + counted(quiet, "day")


def _why_liminal(facts: SiteFacts, use: Use) -> str:
    """What keeps it from counting as in use, as a sentence; "" for nothing."""
    if use.quiet is not None and use.quiet > QUIET:
        return f"No case for {_days(use.quiet, exact=use.exact)}."
    silent = facts.contact.silent(facts.on)
    if silent > max(SILENT, SILENT_TIMES * facts.contact.cadence):
        return f"No contact for {counted(silent, 'day')}."
    covered = facts.training.coverage
    if covered is not None and covered < LOW_COVERAGE and facts.full_on is not None:
        return f"Only {number(covered)} % of the people meant to be trained are trained."
    shown = facts.quality.shown if facts.quality else ()
    middle = shown[-1].median if shown else None
    if middle is not None and middle < LOW_ADHERENCE:
        return f"The latest audits found {number(middle)} % adherence."
    return ""


def _in_use(facts: SiteFacts, use: Use) -> Found:
    quiet = ""
    if use.quiet and use.quiet > 90:
        quiet = f" No case for {_days(use.quiet, exact=use.exact)}."
    again = max((one for one in (use.began_again_on, facts.resumed_on) if one), default=None)
    if again is not None and facts.on - again < LASTS:
        words = f"In use again since {day(again)}, after it was dormant or stopped."
        return Sustainment.REINTRODUCED, words + quiet
    anchors = [one for one in (again or use.first_on, facts.full_on) if one is not None]
    if again is not None:
        anchors = [again]
    lasting = [one for one in anchors if facts.on - one >= LASTS]
    if lasting:
        return Sustainment.SUSTAINED, f"In use since {day(min(anchors))}.{quiet}"
    return Sustainment.ACTIVE, f"The first case was started by {day(use.first_on)}.{quiet}" if (
        use.first_on
    ) else quiet.strip()
