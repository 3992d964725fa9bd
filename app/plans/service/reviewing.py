"""Walking through the objectives one by one; what was said is kept at once, so one can stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.plans import queries
from app.plans.models import Action, Objective, ObjectiveReview, PlanReview
from app.plans.queries.objectives import ObjectiveRow, objectives
from app.plans.queries.reviews import Walk, open_walk
from app.plans.rules import ActionStatus, Fault, Refused, refuse
from app.plans.rules.reviewing import Colour, check_next, check_review, next_review
from app.plans.service.changing import set_status
from app.plans.service.conflicts import ChangedMeanwhile
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
    moved = _moves(found, spoken)
    faults = check_review(spoken.colour, spoken.words, spoken.next_on, today)
    refuse(
        [
            *(Fault(field, message) for field, message in faults),
            *(
                Fault("due", "The new date must be today or later", number)
                for number, on in moved.items()
                if on < today
            ),
        ]
    )
    closed = _close(found, spoken.done, today)
    _move(found, moved)
    colour = Colour(spoken.colour)
    _keep(walk, found, kept, colour, spoken, (closed, len(moved)), by)
    _look_again(found, next_review(colour, spoken.next_on, today))


def skip(walk: Walk, found: ObjectiveRow, next_on: date | None, by: int) -> None:
    """Pass over an objective this time; what was said of it before in this walk stays."""
    _check_open(walk)
    refuse(Fault(field, message) for field, message in check_next(next_on, clock.today()))
    if _kept(walk, found) is None:
        _keep(walk, found, None, None, Spoken("", "", next_on), (0, 0), by)
    if next_on is not None:
        _look_again(found, next_on)


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


def _moves(found: ObjectiveRow, spoken: Spoken) -> dict[int, date]:
    """New dates of actions of this objective that are not done and have another date now."""
    asked = {n: on for n, on in (spoken.moved or {}).items() if on and n not in spoken.done}
    rows = _actions(found, asked)
    return {row.id: asked[row.id] for row in rows if row.due_on != asked[row.id]}


def _actions(found: ObjectiveRow, numbers: Mapping[int, date] | Sequence[int]) -> list[Action]:
    if not numbers:
        return []
    chosen = select(Action).where(Action.objective_id == found.id, Action.id.in_(list(numbers)))
    return [row for row in session().scalars(chosen) if ActionStatus(row.status).is_open]


def _close(found: ObjectiveRow, done: Sequence[int], today: date) -> int:
    rows = _actions(found, done)
    for row in rows:
        action = queries.find(found.site_id, row.id)
        if action is not None:
            set_status(action, ActionStatus.DONE, on=today)
    return len(rows)


def _move(found: ObjectiveRow, moved: Mapping[int, date]) -> None:
    rows = _actions(found, moved)
    if not rows:
        return
    audit.because(
        "actions moved",
        summary="In the review of the plan, dates moved of "
        f"{', '.join(f'action {row.id}' for row in rows)}.",
        site_id=found.site_id,
    )
    for row in rows:
        row.due_on = moved[row.id]
    session().flush()


def _keep(
    walk: Walk,
    found: ObjectiveRow,
    kept: ObjectiveReview | None,
    colour: Colour | None,
    spoken: Spoken,
    acted: tuple[int, int],
    by: int,
) -> None:
    said = f"{colour.label}" if colour else "skipped"
    audit.because(
        "objective reviewed",
        summary=f"Objective {found.id} reviewed: {said[:1].lower()}{said[1:]}.",
        site_id=walk.site_id,
    )
    if kept is None:
        kept = ObjectiveReview(review_id=walk.id, objective_id=found.id, closed=0, moved=0)
        session().add(kept)
    kept.colour, kept.words = colour.value if colour else "", spoken.words.strip()
    kept.next_on, kept.reviewed_on, kept.reviewed_by_id = spoken.next_on, clock.today(), by
    kept.closed, kept.moved = kept.closed + acted[0], kept.moved + acted[1]
    session().flush()


def _look_again(found: ObjectiveRow, on: date) -> None:
    session().get_one(Objective, found.id).next_review_on = on
    session().flush()
