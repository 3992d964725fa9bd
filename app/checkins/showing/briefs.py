"""How a call reads on pages: what is worth asking, in short blocks of sentences."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from textwrap import shorten

from app.checkins.queries import Note
from app.checkins.queries.brief import Brief
from app.checkins.rules import confidence_words
from app.core.clock import in_london
from app.core.words import count, day, short_day
from app.journey.rules import MilestoneStatus
from app.plans.queries import ActionRow
from app.plans.rules import Side
from app.standing.queries import EventRow
from app.standing.rules import EventKind

Link = Callable[..., str]  # makes the address of a page of the site
MOST = 4
WIDEST_TITLE = 100  # letters of an action
WIDEST = 220  # letters of what was said last time


@dataclass(frozen=True)
class Line:
    """A sentence, and the address of where to read on ("" for none)."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A heading, what it is as of, where more of it is read ("" for nowhere), its sentences."""

    title: str
    lines: tuple[Line, ...]
    as_of: str = ""
    href: str = ""


def beside(found: Brief, link: Link) -> list[Block]:
    """The short list beside a note that is being typed."""
    return [
        last_call(found, link),
        since_then(found, link),
        due(found, link),
        owed(found, link, Side.AUTHORITY, "Their open actions"),
        owed(found, link, Side.NSPCC, "Our open actions"),
    ]


def last_call(found: Brief, link: Link) -> Block:
    """What the note before says, in a few words."""
    note = found.before
    if note is None:
        return Block("Last call", (Line("No call was written up yet."),))
    href = link("checkins.call", call_id=note.call_id)
    lines = [Line(f"{day(note.held_on)}, with {note.who or 'nobody named'}.", href)]
    lines.append(Line(confidence_words(note.confidence, None)))
    if note.barriers:
        lines.append(Line(f"In the way: {_listed(code.label for code in note.barriers)}."))
    if note.facilitators:
        lines.append(Line(f"Helping: {_listed(code.label for code in note.facilitators)}."))
    return Block("Last call", tuple(lines))


def said_last(note: Note, most: int = 2) -> list[Line]:
    """The first sections of a note as lines, cut where they are long."""
    return [
        Line(f"{one.label}: {shorten(words, WIDEST, placeholder=' …')}")
        for one, words in note.written[:most]
    ]


def since_then(found: Brief, link: Link) -> Block:
    """What changed since the call before: people, events, milestones and actions done."""
    lines = [*people_changes(found, link), *events(found, link), *finished(found, link)]
    empty = "Nothing was entered."
    return Block(f"Since {short_day(found.since)}", cut_to(lines, empty, "more", MOST + 2))


def people_changes(found: Brief, link: Link) -> list[Line]:
    """Posts taken up and given up since the call before."""
    href = link("sites.people")
    lines = []
    for row in found.posts:
        term = row.term
        if term.ends_on is not None and found.since <= term.ends_on:
            until = day(term.ends_on)
            lines.append(Line(f"{term.post.label}: {row.name} until {until}.", href))
        elif found.since <= term.starts_on:
            lines.append(Line(f"{term.post.label}: {row.name} from {day(term.starts_on)}.", href))
    return lines


def events(found: Brief, link: Link) -> list[Line]:
    """Events around the work, those entered since the call before first and marked."""
    rows = [(in_london(row.entered_at).date() >= found.since, row) for row in found.events]
    rows.sort(key=lambda one: not one[0])
    return [
        Line(f"{'New: ' if is_new else ''}{event_words(row)}.", link("standing.events"))
        for is_new, row in rows
    ]


def event_words(row: EventRow) -> str:
    """An event by its title, and its kind where the title does not say it."""
    says = row.kind.label.casefold() in row.title.casefold()
    plain = says or row.kind is EventKind.OTHER
    return row.title if plain else f"{row.kind.label}: {row.title}"


def finished(found: Brief, link: Link) -> list[Line]:
    """Milestones reached and actions done since the call before."""
    reached = [
        Line(
            f"Reached: {row.template.name}, {short_day(row.happened_on)}.",
            link("journey.milestone", code=row.code),
        )
        for row in found.milestones
        if row.status is MilestoneStatus.DONE
        and row.happened_on is not None
        and row.happened_on >= found.since
    ]
    done = [
        Line(
            f"Done: {one.title}, {short_day(one.done_on)}.", link("plans.action", action_id=one.id)
        )
        for one in found.actions
        if one.done_on is not None
    ]
    return reached + done


def due(found: Brief, link: Link, most: int = MOST) -> Block:
    """Milestones that are overdue, critical ones first, then the next."""
    rows = [row for row in found.milestones if row.status.is_open and row.planned_on is not None]
    rows.sort(
        key=lambda row: (
            not (row.due.is_late and row.template.critical),
            row.planned_on or found.today,
        )
    )
    lines = [
        Line(
            f"{row.template.name}: {'overdue since' if row.due.is_late else 'planned for'} "
            f"{day(row.planned_on)}{' (critical)' if row.template.critical else ''}.",
            link("journey.milestone", code=row.code),
        )
        for row in rows
    ]
    return Block(
        "Milestones overdue and next", cut_to(lines, "No milestone has a date.", "more", most)
    )


def owed(found: Brief, link: Link, side: Side, title: str, most: int = MOST) -> Block:
    """Open actions of one side, first due first."""
    lines = [
        Line(
            f"{_title(one)}: {one.owner}, {_when(one, found)}.",
            _action(one, link),
        )
        for one in found.actions
        if one.side is side and one.status.is_open
    ]
    return Block(title, cut_to(lines, "Nothing is open.", "more", most))


def cut_to(lines: list[Line], empty: str, what: str, most: int) -> tuple[Line, ...]:
    """The first of these lines, and how many are left out."""
    if not lines:
        return (Line(empty),)
    left = len(lines) - most
    rest = (Line(f"And {count(left, what, what)}."),) if left > 0 else ()
    return (*lines[:most], *rest)


def _title(action: ActionRow) -> str:
    return shorten(action.title, WIDEST_TITLE, placeholder=" …")


def _action(action: ActionRow, link: Link) -> str:
    return link("plans.action", action_id=action.id)


def _when(action: ActionRow, found: Brief) -> str:
    late = action.due_on < found.today
    return f"{'overdue since' if late else 'by'} {short_day(action.due_on)}"


def _listed(labels: Iterable[str]) -> str:
    return "; ".join(label[:1].lower() + label[1:] for label in labels)
