"""Planned dates: moved with reasons, together with what hangs on them, or confirmed as they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import Refused, refuse
from app.core.words import count, day
from app.journey.models import JourneyProgress, Milestone, MilestoneMove, MilestoneMoveReason
from app.journey.programme import programme, template_of
from app.journey.rules import (
    DateMoveReason,
    MilestoneStatus,
    check_date_move,
    hanging_on,
    with_the_same_shift,
)
from app.journey.service.progress import hold, sum_up
from app.journey.service.reading import check_version, milestones_by_code

CLOSED = "The milestone is closed: reopen it before moving its date"
GONE = "A date you ticked has changed meanwhile, or is no longer open. Look again, then confirm"


@dataclass(frozen=True)
class Why:
    """Why dates move: codes, and a note in words."""

    reasons: Collection[DateMoveReason]
    note: str

    @property
    def words(self) -> str:
        """The reasons as people read them, in the order in which they are offered."""
        return ", ".join(reason.label for reason in DateMoveReason if reason in self.reasons)


def move_planned_date(
    site_id: int,
    code: str,
    new_on: date | None,
    reasons: Collection[DateMoveReason],
    note: str,
    version: int,
    also: Collection[str] = (),
) -> list[str]:
    """Move the planned date of an open milestone; the first plan stays known.

    `also` are codes of milestones that build on it and keep their distance; what cannot move with
    it is left out. A moved date counts as confirmed. Returns the codes that moved. Raises
    `Refused`, `ChangedMeanwhile` and LookupError as `change_milestone` does.
    """
    sums = hold(site_id)
    milestones = milestones_by_code(site_id)
    kept = milestones[code]
    check_version(kept, version, mine=f"New planned date: {day(new_on)}. {note}".strip())
    if not MilestoneStatus(kept.status).is_open:
        raise Refused([("new_on", CLOSED)])
    refuse(_move_faults(kept.planned_on, new_on, reasons, note))
    moved_to = present(new_on)
    followers = _following(milestones, code, moved_to, also)
    why = Why(reasons, note.strip())
    _say(kept, moved_to, why, len(followers))
    write_moves([(milestones[one], on) for one, on in {code: moved_to, **followers}.items()], why)
    for one in (code, *followers):
        confirm(milestones[one])
    sum_up(sums or JourneyProgress(site_id=site_id), milestones.values())
    return [code, *followers]


def _following(
    milestones: Mapping[str, Milestone], code: str, new_on: date, also: Collection[str]
) -> dict[str, date]:
    """Where those of the followers that were ticked come to lie."""
    hanging = hanging_on(code, programme(milestones[code].template_version).milestones)
    dates = {
        other: on
        for other in hanging
        if other in also
        and other in milestones
        and MilestoneStatus(milestones[other].status).is_open
        and (on := milestones[other].planned_on) is not None
    }
    return with_the_same_shift(milestones[code].planned_on, new_on, dates)


def _say(kept: Milestone, new_on: date, why: Why, followers: int) -> None:
    template = template_of(kept.code, kept.template_version)
    more = f", and {count(followers, 'milestone')} that build on it with it" if followers else ""
    audit.because(
        "milestone moved",
        summary=f"Milestone “{template.name}” moved from {day(kept.planned_on)} to"
        f" {day(new_on)}{more}. Why: {why.words}.",
        site_id=kept.site_id,
        reason=why.note,
    )


def write_moves(moving: Sequence[tuple[Milestone, date]], why: Why) -> None:
    """Move each of these milestones to its date, and keep how; why was said before
    (`audit.because`). The number of statements does not grow with them."""
    now, by = clock.now(), audit.who_acts().actor_id
    moves = [
        MilestoneMove(
            milestone_id=kept.id,
            old_on=kept.planned_on,
            new_on=new_on,
            note=why.note,
            moved_by_id=by,
            moved_at=now,
        )
        for kept, new_on in moving
    ]
    session().add_all(moves)
    session().flush()
    session().add_all(
        MilestoneMoveReason(move_id=move.id, reason=reason.value)
        for move in moves
        for reason in set(why.reasons)
    )
    for kept, new_on in moving:
        kept.planned_on = new_on


def confirm(kept: Milestone) -> None:
    """Note that a person stands behind the planned date."""
    kept.confirmed_at, kept.confirmed_by_id = clock.now(), audit.who_acts().actor_id


def confirm_dates(site_id: int, dates: Mapping[str, date]) -> int:
    """Confirm the planned dates of open milestones as they were seen: code -> date. All or none.

    What is confirmed already stays so. Raises `Refused` where one has another date by now, or is
    not open. Returns how many were confirmed.
    """
    hold(site_id)
    if not dates:
        raise Refused([("dates", "Tick at least one date")])
    milestones = milestones_by_code(site_id)
    for code, on in dates.items():
        kept = milestones.get(code)
        if kept is None or kept.planned_on != on or not MilestoneStatus(kept.status).is_open:
            raise Refused([("dates", GONE)])
    new = [milestones[code] for code in dates if milestones[code].confirmed_at is None]
    if new:
        number = count(len(new), "planned date")
        audit.because(
            "milestone dates confirmed",
            summary=f"{number} confirmed.",
            site_id=site_id,
            reason=_listed(new),
        )
        for kept in new:
            confirm(kept)
        session().flush()
    return len(new)


def _listed(rows: Iterable[Milestone]) -> str:
    return "; ".join(
        f"{template_of(row.code, row.template_version).name}: {day(row.planned_on)}" for row in rows
    )


def _move_faults(
    planned_on: date | None,
    new_on: date | None,
    reasons: Collection[DateMoveReason],
    note: str,
) -> list[tuple[str, str]]:
    fields = {"Choose": "reasons", "Enter what": "move_note"}
    return [
        (next((f for start, f in fields.items() if fault.startswith(start)), "new_on"), fault)
        for fault in check_date_move(planned_on, new_on, reasons, note)
    ]
