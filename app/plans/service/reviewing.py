"""Walking through the objectives one by one; what was said is kept at once, so one can stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile
from app.plans.models import Action, Objective, ObjectiveReview, PlanReview
from app.plans.queries.objectives import ObjectiveRow, objectives
from app.plans.queries.reviews import Walk, open_walk
from app.plans.rules import ActionStatus, Fault, Refused, refuse
from app.plans.rules.reviewing import Colour, check_next, check_review, next_review
from app.sites.models import Site


@dataclass(frozen=True)
class Spoken:
    """What was said about one objective: done and moved actions by number, `seen` the version of
    what this walk said of it before (0: nothing)."""

    colour: str
    words: str
    next_on: date | None
    done: Sequence[int] = ()
    moved: Mapping[int, date | None] | None = None
    seen: int = 0


def begin_review(site_id: int, begun_by: int) -> int:
    """Begin a walk through the objectives, or go on with the one under way; returns its number.

    Raises `Refused` where there is no objective to look at.
    """
    session().get_one(Site, site_id, with_for_update=True)  # two at once: one walk
    under_way = open_walk(site_id)
    if under_way is not None:
        return under_way.id
    if not any(one.is_open for one in objectives(site_id)):
        raise Refused([Fault("review", "Add an objective first: there is nothing to review yet")])
    audit.because("review begun", summary="Review of the plan begun.", site_id=site_id)
    row = PlanReview(site_id=site_id, begun_on=clock.today(), begun_by_id=begun_by)
    session().add(row)
    session().flush()
    return row.id


def say(walk: Walk, found: ObjectiveRow, spoken: Spoken, by: int) -> None:
    """Keep what was said about an objective, and end or move its actions: all or nothing.

    Raises `Refused` (the index of a fault is the number of the action it is about, or 0),
    `ChangedMeanwhile` when somebody else said something about it first.
    """
    _check_open(walk)
    today, kept = clock.today(), _kept(walk, found)
    _check_seen(kept, spoken)
    done, moved = _acted(found, spoken)
    faults = check_review(spoken.colour, spoken.words, spoken.next_on, today)
    late = [row.id for row, on in moved if on < today]
    refuse(
        [
            *(Fault(field, message) for field, message in faults),
            *(Fault("due", "The new date must be today or later", number) for number in late),
        ]
    )
    colour = Colour(spoken.colour)
    row = _explained(walk, found, kept, _said(colour, done, moved))
    for action in done:
        action.status, action.done_on = ActionStatus.DONE.value, today
    for action, on in moved:
        action.due_on = on
    row.colour, row.words, row.next_on = colour.value, spoken.words.strip(), spoken.next_on
    row.closed, row.moved = row.closed + len(done), row.moved + len(moved)
    row.reviewed_on, row.reviewed_by_id = today, by
    _objective(found).next_review_on = next_review(colour, spoken.next_on, today)
    session().flush()


def skip(walk: Walk, found: ObjectiveRow, next_on: date | None, by: int) -> None:
    """Pass over an objective this time; what was said of it before in this walk stays."""
    _check_open(walk)
    refuse(Fault(field, message) for field, message in check_next(next_on, clock.today()))
    if _kept(walk, found) is None:
        row = _explained(walk, found, None, "skipped")
        row.reviewed_on, row.reviewed_by_id, row.next_on = clock.today(), by, next_on
    elif next_on is not None:
        audit.because(
            "objective reviewed",
            summary=f"Objective {found.id}: when it is looked at again changed.",
            site_id=walk.site_id,
        )
    if next_on is not None:
        _objective(found).next_review_on = next_on
    session().flush()


def end_review(walk: Walk) -> None:
    """End the walk; what has not been looked at stays as it was."""
    row = session().get_one(PlanReview, walk.id, with_for_update=True)
    if row.ended_on is not None:
        return
    audit.because("review ended", summary="Review of the plan ended.", site_id=walk.site_id)
    row.ended_on = clock.today()
    session().flush()


def _check_open(walk: Walk) -> None:
    if session().get_one(PlanReview, walk.id, with_for_update=True).ended_on is not None:
        raise Refused([Fault("words", "This review has ended: begin a new one")])


def _kept(walk: Walk, found: ObjectiveRow) -> ObjectiveReview | None:
    chosen = select(ObjectiveReview).where(
        ObjectiveReview.review_id == walk.id, ObjectiveReview.objective_id == found.id
    )
    return session().scalars(chosen.execution_options(populate_existing=True)).first()


def _check_seen(kept: ObjectiveReview | None, spoken: Spoken) -> None:
    if kept is not None and kept.colour and kept.version != spoken.seen:
        mine = spoken.colour in set(Colour) and Colour(spoken.colour).label
        raise ChangedMeanwhile(
            mine=f"{mine or 'No colour'}\n{spoken.words}",
            theirs=f"{Colour(kept.colour).label}\n{kept.words}",
        )


def _acted(found: ObjectiveRow, spoken: Spoken) -> tuple[list[Action], list[tuple[Action, date]]]:
    """The open actions of this objective that are done, and those with a new date; one
    statement."""
    asked = {n: on for n, on in (spoken.moved or {}).items() if on and n not in spoken.done}
    numbers = [*spoken.done, *asked]
    if not numbers:
        return [], []
    chosen = select(Action).where(Action.objective_id == found.id, Action.id.in_(numbers))
    rows = [row for row in session().scalars(chosen) if ActionStatus(row.status).is_open]
    done = [row for row in rows if row.id in spoken.done]
    return done, [
        (row, asked[row.id]) for row in rows if row.due_on != asked.get(row.id, row.due_on)
    ]


def _said(colour: Colour, done: Sequence[Action], moved: Sequence[tuple[Action, date]]) -> str:
    """What the history says; without titles, which people type."""
    parts = [colour.label[:1].lower() + colour.label[1:]]
    if done:
        parts.append(f"done: {', '.join(f'action {row.id}' for row in done)}")
    if moved:
        parts.append(f"moved: {', '.join(f'action {row.id}' for row, _ in moved)}")
    return "; ".join(parts)


def _explained(
    walk: Walk, found: ObjectiveRow, kept: ObjectiveReview | None, said: str
) -> ObjectiveReview:
    """The row of what is said, kept or new; what follows belongs to this event of the trail."""
    audit.because(
        "objective reviewed",
        summary=f"Objective {found.id} reviewed: {said}.",
        site_id=walk.site_id,
    )
    if kept is None:
        kept = ObjectiveReview(
            review_id=walk.id, objective_id=found.id, colour="", words="", closed=0, moved=0
        )
        session().add(kept)
    return kept


def _objective(found: ObjectiveRow) -> Objective:
    return session().get_one(Objective, found.id)
