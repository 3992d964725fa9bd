"""Who may take the assessment, how often, and when again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from app.core.refusals import Faults

LONGEST_REASON = 2_000
FEWEST_FOR_A_SHARE = 5  # people without whom a percentage says nothing


@dataclass(frozen=True)
class Opening:
    """What lets somebody take the assessment: a session they attended or an invitation, and from
    when on. Tries before it do not count against it."""

    since: datetime
    session_id: int | None = None
    invited: bool = False


@dataclass(frozen=True)
class Try:
    """One try; `handed_in_at` and `passed` are None while it runs."""

    id: int
    number: int
    started_at: datetime
    handed_in_at: datetime | None = None
    passed: bool | None = None


class State(StrEnum):
    """How somebody stands with the assessment."""

    CLOSED = "closed"
    READY = "ready"
    RUNNING = "running"
    WAITING = "waiting"
    USED_UP = "used up"
    PASSED = "passed"


@dataclass(frozen=True)
class Standing:
    """How somebody stands: tries left, and from when on the next one can begin (WAITING)."""

    state: State
    left: int = 0
    again_at: datetime | None = None
    running: Try | None = None
    opening: Opening | None = None

    @property
    def may_begin(self) -> bool:
        """Whether a new try can begin now."""
        return self.state is State.READY


def standing(
    openings: Iterable[Opening],
    tries: Sequence[Try],
    *,
    most: int,
    wait: timedelta,
    now: datetime,
) -> Standing:
    """How somebody stands at one site. The newest opening counts; what runs can be finished."""
    opening = max(openings, key=lambda one: one.since, default=None)
    running = next((one for one in tries if one.handed_in_at is None), None)
    if opening is None and running is None:
        return Standing(State.CLOSED)
    since = opening.since if opening else min(one.started_at for one in tries)
    counted = [one for one in tries if one.started_at >= since]
    left = max(0, most - len(counted))
    if running is not None:
        return Standing(State.RUNNING, left, running=running, opening=opening)
    if any(one.passed for one in counted):
        return Standing(State.PASSED, left, opening=opening)
    if not left:
        return Standing(State.USED_UP, 0, opening=opening)
    ended = max((one.handed_in_at for one in counted if one.handed_in_at), default=None)
    if ended is not None and now < ended + wait:
        return Standing(State.WAITING, left, again_at=ended + wait, opening=opening)
    return Standing(State.READY, left, opening=opening)


def pass_rate(passed: int, tried: int) -> Fraction | None:
    """100 × passed ÷ tried, of people; None for fewer than five."""
    return Fraction(100 * passed, tried) if tried >= FEWEST_FOR_A_SHARE else None


def check_invited(people: Collection[int], members: Collection[int]) -> Faults:
    """What is wrong with who is to be invited; `members` belong to the site."""
    if not people:
        return [("people", "Tick who is to be invited")]
    if not set(people) <= set(members):
        return [("people", "Choose among the people of this site")]
    return []


def check_reason(reason: str) -> Faults:
    """What is wrong with the reason why a certificate is withdrawn."""
    if not reason.strip():
        return [("reason", "Enter why the certificate is withdrawn")]
    if len(reason.strip()) > LONGEST_REASON:
        return [("reason", f"The reason must be {LONGEST_REASON:,} characters or fewer")]
    return []
