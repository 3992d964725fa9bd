"""The call sheet in plain words: blocks that fit on one page of paper."""

from collections.abc import Iterator
from datetime import date, timedelta
from textwrap import shorten

from app.assessments.datasets import in_percent, shown_value
from app.assessments.rules.comparing import gaps_of
from app.checkins.rules import confidence_words
from app.checkins.showing.briefs import (
    Block,
    Line,
    Link,
    cut_to,
    due,
    event_words,
    events,
    finished,
    owed,
    people_changes,
    said_last,
)
from app.core.charts import cut
from app.core.words import day, short_day
from app.journey.rules import Stage
from app.overview.queries.call_sheet import SheetFacts
from app.overview.rules.call_questions import Known, questions
from app.pilots.month_words import sentence
from app.plans.rules import Side
from app.sites.rules.posts import vacancies
from app.training.rules.coverage import altogether
from app.training.rules.licences import LicenceState

FEW = 3
WIDEST = 90  # letters of an item
LICENCE_NEAR = timedelta(days=180)


def sheet_blocks(facts: SheetFacts, stage: Stage, link: Link) -> list[Block]:
    """The sheet, what to ask first; `link` makes the address of a page of the site."""
    found = facts.brief
    ours, theirs = Side.NSPCC, Side.AUTHORITY
    return [
        Block("What to ask", tuple(map(Line, questions(known(facts, stage), facts.today)))),
        _last(facts, link),
        Block(
            f"People since {short_day(found.since)}",
            cut_to(people_changes(found, link), "Nobody came or went.", "more", FEW),
            "",
            link("sites.people"),
        ),
        Block("Events", cut_to(events(found, link), "No event is entered.", "more", FEW), "",
              link("standing.events")),
        Block(f"Done since {short_day(found.since)}",
              cut_to(finished(found, link), "Nothing was entered.", "more", FEW)),
        due(found, link),
        owed(found, link, theirs, "Their open actions", FEW),
        owed(found, link, ours, "Our open actions", FEW),
        _scores(facts, link),
        _figures(facts, link),
    ]  # fmt: skip


def known(facts: SheetFacts, stage: Stage) -> Known:
    """What the questions are made of."""
    found = facts.brief
    first, second = (*facts.notes, None, None)[:2]
    named = set(second.barriers) if second else set()
    late = [row for row in found.milestones if row.due.is_late and row.template.critical]
    return Known(
        late=[(row.template.name, row.planned_on) for row in late if row.planned_on],
        vacant=_vacant(facts),
        ends=(facts.contract.licence or "contract", facts.contract.ends_on)
        if facts.contract
        else None,
        ends_first=_first_licence(facts),
        theirs=_late(facts, Side.AUTHORITY),
        ours=_late(facts, Side.NSPCC),
        confidence=(
            first.confidence if first else None,
            second.confidence if second else None,
        ),
        barriers=[code.label for code in first.barriers if code in named] if first else [],
        gaps=_gaps(facts),
        events=[event_words(row) for row in found.events],
        covered=_covered(facts),
        has_use=bool(facts.months),
        is_using=stage not in (Stage.EXPLORATION, Stage.INSTALLATION),
    )


def _last(facts: SheetFacts, link: Link) -> Block:
    if not facts.notes:
        return Block("Last call", (Line("No call was written up yet."),))
    note = facts.notes[0]
    before = facts.notes[1].confidence if len(facts.notes) > 1 else None
    lines = [Line(confidence_words(note.confidence, before)), *said_last(note)]
    if note.barriers:
        lines.append(Line(f"In the way: {'; '.join(code.label for code in note.barriers)}."))
    return Block("Last call", tuple(lines), day(note.held_on),
                 link("checkins.call", call_id=note.call_id))  # fmt: skip


def _scores(facts: SheetFacts, link: Link) -> Block:
    found = facts.result
    if found is None:
        empty = (Line("No self assessment was signed off yet."),)
        return Block("Last scores and gaps", empty, "", link("assessments.index"))
    result = found.result
    value = result.percent if in_percent(found.instrument) else result.overall
    score = shown_value(found.instrument, value) if value is not None else "too few answers"
    lines = [Line(f"{found.signed.name}: {score} overall.")]
    gaps = _gaps(facts)
    lines += [Line(f"Gap: {one}") for one in gaps[:FEW]] or [Line("No gap.")]
    href = link("assessments.result", slug=found.signed.slug)
    return Block("Last scores and gaps", tuple(lines), day(found.signed.on), href)


def _figures(facts: SheetFacts, link: Link) -> Block:
    """Use and training, as far as anybody counts them."""
    lines = [*_use(facts, link), *_training(facts, link)]
    return Block("Use and training", tuple(lines) or (Line("Not collected yet."),))


def _use(facts: SheetFacts, link: Link) -> Iterator[Line]:
    if facts.pilot is not None and facts.months:
        href = link("pilots.pilot", pilot_id=facts.pilot.id)
        yield Line(f"{facts.pilot.title}: {sentence(facts.months, None)}", href)


def _training(facts: SheetFacts, link: Link) -> Iterator[Line]:
    for role, one in facts.coverage.items():
        if one.percent is not None:
            yield Line(
                f"{role.plural.capitalize()} trained and still in post: {one.covered} of "
                f"{one.intended} ({cut(one.percent, 0)}%).",
                link("training.index"),
            )
    there = [one for one in facts.trainers if one.left_on is None or one.left_on >= facts.today]
    if there:
        in_force = (LicenceState.GOOD, LicenceState.SOON)
        valid = sum(one.state(facts.today) in in_force for one in there)
        yield Line(f"Trainers in post: {len(there)}, {valid} with a licence in force.",
                   link("training.trainers"))  # fmt: skip


def _gaps(facts: SheetFacts) -> list[str]:
    if facts.result is None:
        return []
    items = facts.result.instrument.by_id
    return [
        f"{one.id} {shorten(items[one.id].text, WIDEST, placeholder=' …')}"
        for one in gaps_of(facts.result.result)
    ]


def _vacant(facts: SheetFacts) -> list[tuple[str, date]]:
    """Posts that were held and are vacant; one never filled shows elsewhere."""
    terms = [row.term for row in facts.brief.posts]
    found = vacancies(terms, facts.today, facts.today)
    return [(one.post.label, one.since) for one in found if one.was_held]


def _late(facts: SheetFacts, side: Side) -> list[tuple[str, date]]:
    return [
        (one.title, one.due_on)
        for one in facts.brief.actions
        if one.side is side and one.status.is_open and one.due_on < facts.today
    ]


def _first_licence(facts: SheetFacts) -> date | None:
    last = facts.today + LICENCE_NEAR
    days = [
        one.expires_on
        for one in facts.trainers
        if one.left_on is None and one.expires_on and facts.today <= one.expires_on <= last
    ]
    return min(days, default=None)


def _covered(facts: SheetFacts) -> float | None:
    return altogether(facts.coverage.values()).percent if facts.coverage else None
