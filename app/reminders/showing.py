"""Ladders, runs and the dry run as their pages show them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.clock import in_london
from app.core.words import clock_time, count, day, iso
from app.notices.rules import Kind
from app.reminders.models import ReminderRun
from app.reminders.queries import SentRow, Version
from app.reminders.rules import (
    Audience,
    Dropped,
    Facts,
    Foreseen,
    Ladders,
    Phase,
    Rung,
    differences,
    place_in_words,
)
from app.reminders.service import in_words

PER_PAGE, SHOWN = 100, 20
WORDS = {"kind": "Kind", "at": "Site", "person": "Person"}
HEADINGS = ("Day", "Person", "Site", "Kind", "What", "Rung", "Sent or not")


@dataclass(frozen=True)
class Row:
    """One reminder of the dry run."""

    on: Any
    person: str
    site: str
    kind: Kind
    phase: Phase
    title: str
    path: str
    rung: Rung
    dropped: Dropped | None


@dataclass(frozen=True)
class Sample:
    """What one ladder would send in the next days, as it is and as it would be."""

    before: int
    after: int
    rows: tuple[Row, ...]


def audiences(rung: Rung, phase: Phase) -> str:
    """Who a rung goes to, as people say it."""
    named = [phase.owners if one is Audience.OWNERS else _lower(one.label) for one in rung.to]
    words = " and ".join(named)
    return words[:1].upper() + words[1:]


def _lower(label: str) -> str:
    return label if label.startswith("NSPCC") else label[:1].lower() + label[1:]


def rung(one: Rung, phase: Phase) -> dict[str, str]:
    """A rung as a row."""
    return {"code": one.code, "place": place_in_words(one), "to": audiences(one, phase)}


def kinds(found: Ladders) -> list[dict[str, Any]]:
    """Every kind, with the phases it has and when people are reminded of them."""
    return [
        {
            "kind": kind,
            "phases": [
                (phase.label, "; ".join(_lower(place_in_words(one)) for one in rungs) or "nobody")
                for phase, rungs in _of(found, kind)
            ],
        }
        for kind in Kind
        if _of(found, kind)
    ]


def _of(found: Ladders, kind: Kind) -> list[tuple[Phase, Sequence[Rung]]]:
    return [(one, found.rungs[one.key]) for one in found.phases.values() if one.kind is kind]


def ladders(found: Ladders, kind: Kind) -> list[dict[str, Any]]:
    """The phases of a kind with their rungs."""
    return [
        {"phase": phase, "rungs": [rung(one, phase) for one in rungs]}
        for phase, rungs in _of(found, kind)
    ]


def versions(found: Sequence[Version]) -> list[dict[str, Any]]:
    """Each version with what it changed, the newest first."""
    before = [*found[1:], None]
    return [
        {
            "number": one.number,
            "when": one.saved_at,
            "by": one.saved_by,
            "reason": one.reason,
            "changed": list(differences(last.ladders, one.ladders)) if last else [],
            "holds": one is found[0],
        }
        for one, last in zip(found, before, strict=True)
    ]


def compared(present: Version, earlier: Version) -> dict[str, Any]:
    """What would change if an earlier version were put back."""
    return {"changes": list(differences(present.ladders, earlier.ladders))}


def rows(foreseen: Iterable[Foreseen], facts: Facts) -> list[Row]:
    """The dry run by day, person and site."""
    found = [
        Row(
            on=one.slot.on,
            person=facts.people[one.planned.person_id].name,
            site=_site(one, facts),
            kind=one.planned.step.phase.kind,
            phase=one.planned.step.phase,
            title=one.planned.step.due.title,
            path=one.planned.step.due.path,
            rung=one.planned.step.rung,
            dropped=one.planned.dropped,
        )
        for one in foreseen
    ]
    return sorted(found, key=lambda one: (one.on, one.person.casefold(), one.site, one.title))


def _site(one: Foreseen, facts: Facts) -> str:
    site = facts.sites.get(one.planned.step.due.site_id or 0)
    return site.name if site else ""


def narrowed(found: Iterable[Row], *, at: str, person: str) -> list[Row]:
    """Those whose site and person have these words in their names."""
    return [
        one
        for one in found
        if at.casefold() in one.site.casefold() and person.casefold() in one.person.casefold()
    ]


def counts(found: Iterable[Row]) -> list[tuple[str, int]]:
    """(kind, number) of the reminders that would be sent, in the order of the kinds."""
    counted = Counter(one.kind for one in found if one.dropped is None)
    return [(kind.label, counted[kind]) for kind in Kind if counted[kind]]


def page_of(found: Sequence[Row], page: int) -> dict[str, Any]:
    """One page of the dry run."""
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    return {
        "rows": [table_row(one) for one in shown],
        "found": len(found),
        "sent": sum(one.dropped is None for one in found),
        "people": len({one.person for one in found if one.dropped is None}),
        "page": page,
        "pages": pages,
    }


def table_row(one: Row) -> dict[str, Any]:
    """A reminder of the dry run in a table."""
    return {
        "on": {"text": day(one.on), "iso": iso(one.on)},
        "person": one.person,
        "site": one.site or "No site",
        "what": {"text": one.title, "href": one.path},
        "rung": f"{one.phase.label}: {place_in_words(one.rung)}",
        "sent": f"No mail: {one.dropped.label}" if one.dropped else "Sent",
    }


def cells(one: Row) -> Sequence[object]:
    """A reminder of the dry run in a file."""
    sent = f"No mail: {one.dropped.label}" if one.dropped else "Sent"
    place = place_in_words(one.rung)
    return (one.on, one.person, one.site, one.phase.label, one.title, place, sent)


def sample(
    before: Iterable[Foreseen], after: Sequence[Foreseen], facts: Facts, phase: Phase
) -> Sample:
    """What one phase would send, before a change and after it."""

    def sent(found: Iterable[Foreseen]) -> list[Foreseen]:
        return [
            one
            for one in found
            if one.planned.step.phase.key == phase.key and one.planned.dropped is None
        ]

    then = sent(after)
    return Sample(len(sent(before)), len(then), tuple(rows(then, facts)[:SHOWN]))


def change(old: Ladders, new: Ladders, seen: Sample) -> dict[str, Any]:
    """What a change says and would do in the next days."""
    return {
        "words": list(differences(old, new)),
        "before": count(seen.before, "reminder"),
        "after": count(seen.after, "reminder"),
        "rows": [table_row(one) for one in seen.rows],
        "left": seen.after - len(seen.rows),
    }


def given(chosen: Mapping[str, str]) -> dict[str, Any]:
    """The filters in use."""
    return {name: value for name, value in chosen.items() if value}


def chips(chosen: Mapping[str, str], href: Callable[[dict[str, Any]], str]) -> list[dict[str, str]]:
    """One for each filter in use, leading to the list without it."""
    return [
        {
            "text": f"{WORDS[name]}: {Kind(value).label if name == 'kind' else value}",
            "href": href(given({**chosen, name: ""})),
        }
        for name, value in given(chosen).items()
    ]


def run(one: ReminderRun) -> dict[str, Any]:
    """A run as a row."""
    moment = in_london(one.began_at)
    is_open = one.finished_at is None
    return {
        "id": one.id,
        "when": f"{day(one.local_date)}, {clock_time(moment)}",
        "sent": one.sent,
        "people": one.people,
        "dropped": one.dropped,
        "said": "Not finished: the next run goes on"
        if is_open
        else in_words(one.sent, one.people, one.dropped),
    }


def sent(found: Iterable[SentRow], ladders: Ladders) -> list[dict[str, Any]]:
    """What a run sent, as rows."""
    return [
        {
            "person": one.person,
            "site": one.site or "No site",
            "what": {"text": one.title, "href": one.path},
            "rung": _rung_words(one, ladders),
            "due": {"text": day(one.due_on), "iso": iso(one.due_on)},
            "sent": f"No mail: {Dropped(one.dropped).label}" if one.dropped else "Sent",
        }
        for one in found
    ]


def _rung_words(one: SentRow, ladders: Ladders) -> str:
    """The rung as it is now; by its code where it was removed since."""
    phase = ladders.phases.get((one.kind, one.phase))
    rungs = ladders.rungs.get((one.kind, one.phase), ())
    place = next((place_in_words(rung) for rung in rungs if rung.code == one.rung), one.rung)
    return f"{phase.label}: {place}" if phase else place
