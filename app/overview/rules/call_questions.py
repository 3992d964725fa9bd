"""What to ask in a call, in plain words, from what the portal knows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

MOST = 7
LATE_COVERAGE = 50.0


@dataclass(frozen=True)
class Known:
    """What is known before a call.

    `late`: (milestone, planned for), critical ones. `vacant`: (post, since). `ends`: what runs out
    and on which day, `ends_first`: the next licence of a trainer. `theirs` and `ours`: (action,
    due), overdue ones of each side. `confidence`: at the last two calls, the latest first.
    `barriers`: those named at both of them. `gaps`: of the last self assessment. `has_use`:
    whether anybody counts cases.
    """

    late: Sequence[tuple[str, date]] = ()
    vacant: Sequence[tuple[str, date]] = ()
    ends: tuple[str, date] | None = None
    ends_first: date | None = None
    theirs: Sequence[tuple[str, date]] = ()
    ours: Sequence[tuple[str, date]] = ()
    confidence: tuple[int | None, int | None] = (None, None)
    barriers: Sequence[str] = ()
    gaps: Sequence[str] = ()
    events: Sequence[str] = ()
    covered: float | None = None
    has_use: bool = False
    is_using: bool = False


def questions(known: Known, today: date) -> list[str]:
    """What to ask, the weightiest first, at most seven; always at least one."""
    found = [*_weighty(known, today), *_usual(known)]
    return found[:MOST] or ["What has changed since the last call, and what comes next?"]


def _weighty(known: Known, today: date) -> Iterator[str]:
    yield from _confidence(*known.confidence)
    for post, since in known.vacant:
        yield f"{post} has been vacant since {_in_words(since)}: who takes it, and by when?"
    for name, on in known.late[:2]:
        yield f"“{name}” was planned for {_in_words(on)}: what is in the way, and which date holds?"
    if known.ends is not None:
        what, on = known.ends
        verb = "ran out on" if on < today else "runs out on"
        yield f"The {what} {verb} {_in_words(on)}: does the authority go on?"
    for barrier in known.barriers[:2]:
        yield f"“{barrier}” was named at the last two calls: what would take it away?"


def _usual(known: Known) -> Iterator[str]:
    yield from _overdue(known.theirs, "Their action", "is it still wanted?")
    yield from _overdue(known.ours, "Our action", "say when we will do it.")
    yield from (f"{event}: what does it mean for this work?" for event in known.events[:1])
    if known.ends_first is not None:
        yield (
            f"A trainer’s licence runs out on {_in_words(known.ends_first)}: who renews it, or"
            " who follows?"
        )
    if known.covered is not None and known.covered < LATE_COVERAGE:
        yield f"{known.covered:.0f}% of those intended are trained and in post: who is next?"
    if known.gaps:
        yield f"Lowest in the last self assessment: “{known.gaps[0]}”. What has been tried?"
    if known.is_using and not known.has_use:
        yield "There are no case figures yet: who could count cases started, month by month?"


def _confidence(now: int | None, before: int | None) -> Iterable[str]:
    if now is not None and before is not None and now < before:
        yield f"Confidence fell from {before} to {now} at the last call: what is behind it?"


def _overdue(rows: Sequence[tuple[str, date]], whose: str, ask: str) -> Iterable[str]:
    if rows:
        title, on = rows[0]
        more = f" ({len(rows) - 1} more are overdue)" if len(rows) > 1 else ""
        yield f"{whose} “{title}” was due on {_in_words(on)}{more}: {ask}"


def _in_words(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
