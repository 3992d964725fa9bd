"""Writing objectives: added, changed, moved within their area, ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import ChangedMeanwhile
from app.core.words import day
from app.plans import queries
from app.plans.models import Objective, ObjectiveCode
from app.plans.queries.objectives import ObjectiveRow
from app.plans.rules import Fault, Owner, Refused, one_line, refuse
from app.plans.rules.objectives import (
    Area,
    NewObjective,
    ObjectiveStatus,
    check_ending,
    check_objective,
)
from app.sites.models import Site


@dataclass(frozen=True)
class ObjectiveChange:
    """What an objective shall say from now on; `version` is the one that was seen."""

    new: NewObjective
    version: int


def add_objective(site_id: int, new: NewObjective, raised_by: int) -> int:
    """Put an objective into a site's plan, last in its area; returns its number.

    One that is there already word for word is not added again. Raises `Refused`.
    """
    session().get_one(Site, site_id, with_for_update=True)  # two at once: one after the other
    faults = check_objective(new, queries.owners(site_id), clock.today())
    refuse(Fault(field, message) for field, message in faults)
    same = _same(site_id, new)
    if same is not None:
        return same
    audit.because(
        "objective added",
        summary=f"Objective added ({Area(new.area).label}), to be reached by {day(new.due_on)}.",
        site_id=site_id,
        about_id=new.owner_id,
    )
    row = _objective(site_id, new, raised_by)
    session().add(row)
    session().flush()
    _put_codes(row.id, set(), set(new.codes))
    session().flush()
    return row.id


def _objective(site_id: int, new: NewObjective, raised_by: int) -> Objective:
    """A new row, last in its area."""
    wanted = (Objective.site_id == site_id, Objective.area == new.area)
    last = session().scalar(select(func.max(Objective.position)).where(*wanted))
    return Objective(
        site_id=site_id,
        area=new.area,
        position=(last or 0) + 1,
        title=one_line(new.title),
        good=new.good.strip(),
        measure=one_line(new.measure),
        owner_id=new.owner_id,
        owner_name=new.owner_name.strip(),
        due_on=present(new.due_on),
        status=ObjectiveStatus.OPEN.value,
        close_reason="",
        entered_at=clock.now(),
        raised_by_id=raised_by,
    )


def change_objective(found: ObjectiveRow, change: ObjectiveChange) -> None:
    """Change what an open objective says. Raises `Refused`, `ChangedMeanwhile`."""
    row, owners, new = _locked(found), queries.owners(found.site_id), change.new
    kept = _kept(row, found)
    if row.version != change.version:
        raise ChangedMeanwhile(mine=_words(new, owners), theirs=_words(kept, owners))
    if row.status != ObjectiveStatus.OPEN:
        raise Refused([Fault("title", "The objective is closed: open it again to change it")])
    faults = check_objective(new, owners, clock.today(), kept)
    refuse(Fault(field, message) for field, message in faults)
    codes = {code.value for code in found.codes}
    changed = _changed(kept, new, codes)
    if not changed:
        return
    audit.because(
        "objective changed",
        summary=f"Objective {row.id}: {', '.join(changed)} changed.",
        site_id=found.site_id,
    )
    row.area, row.title, row.good = new.area, one_line(new.title), new.good.strip()
    row.measure, row.due_on = one_line(new.measure), present(new.due_on)
    row.owner_id, row.owner_name = new.owner_id, new.owner_name.strip()
    if codes != set(new.codes):
        _put_codes(row.id, codes, set(new.codes))
        row.version += 1  # what is named for it belongs to it
    session().flush()


def end_objective(found: ObjectiveRow, status: ObjectiveStatus, reason: str) -> None:
    """Say that an objective is reached or dropped, or open it again.

    What is so already stays. Raises `Refused` for what is missing.
    """
    row = _locked(found)
    before = ObjectiveStatus(row.status)
    if before is status:
        return
    refuse(Fault(field, message) for field, message in check_ending(before, status, reason))
    said = "opened again" if status is ObjectiveStatus.OPEN else status.label.lower()
    audit.because(
        f"objective {said}",
        summary=f"Objective {row.id} {said}.",
        site_id=found.site_id,
        reason=reason.strip(),
    )
    row.status = status.value
    row.closed_on = None if status is ObjectiveStatus.OPEN else clock.today()
    row.close_reason = reason.strip() if status is not ObjectiveStatus.OPEN else ""
    session().flush()


def move_objective(found: ObjectiveRow, up: bool) -> None:
    """Change places with the one before (or after) it in its area; at the end nothing happens."""
    session().get_one(Site, found.site_id, with_for_update=True)
    rows = list(
        session().scalars(
            select(Objective)
            .where(
                Objective.site_id == found.site_id,
                Objective.area == found.area.value,
                Objective.status == ObjectiveStatus.OPEN.value,
            )
            .order_by(Objective.position, Objective.id)
        )
    )
    places = [row.id for row in rows]
    if found.id not in places:
        return
    here = places.index(found.id)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows):
        return
    audit.because(
        "objective moved",
        summary=f"Objective {found.id} moved {'up' if up else 'down'} in its area.",
        site_id=found.site_id,
    )
    rows.insert(there, rows.pop(here))
    for position, row in enumerate(rows, 1):
        row.position = position
    session().flush()


def _same(site_id: int, new: NewObjective) -> int | None:
    return session().scalar(
        select(Objective.id).where(
            Objective.site_id == site_id,
            Objective.area == new.area,
            Objective.title == one_line(new.title),
            Objective.due_on == new.due_on,
            Objective.status == ObjectiveStatus.OPEN.value,
        )
    )


def _locked(found: ObjectiveRow) -> Objective:
    row = session().get_one(Objective, found.id, with_for_update=True)
    if row.site_id != found.site_id:
        raise LookupError(f"There is no objective with the number {found.id} at this site.")
    return row


def _put_codes(objective_id: int, before: set[str], now: set[str]) -> None:
    for code in sorted(before - now):
        session().delete(session().get_one(ObjectiveCode, (objective_id, code)))
    session().add_all(
        ObjectiveCode(objective_id=objective_id, code=code) for code in sorted(now - before)
    )


def _kept(row: Objective, found: ObjectiveRow) -> NewObjective:
    return NewObjective(
        row.area,
        row.title,
        row.good,
        row.measure,
        row.due_on,
        row.owner_id,
        row.owner_name,
        tuple(code.value for code in found.codes),
    )


def _changed(kept: NewObjective, new: NewObjective, codes: set[str]) -> list[str]:
    owner = (new.owner_id, new.owner_name.strip())
    differs = {
        "area": kept.area != new.area,
        "objective": kept.title != one_line(new.title),
        "what good looks like": kept.good != new.good.strip(),
        "measure": kept.measure != one_line(new.measure),
        "who leads it": (kept.owner_id, kept.owner_name) != owner,
        "date": kept.due_on != new.due_on,
        "what stands in the way or helps": codes != set(new.codes),
    }
    return [name for name, is_different in differs.items() if is_different]


def _words(kept: NewObjective, owners: Sequence[Owner]) -> str:
    """An objective as text, to be shown beside another version of it."""
    named = {owner.person_id: owner.name for owner in owners}
    who = named.get(kept.owner_id or 0, kept.owner_name) or "somebody else"
    area = Area(kept.area).label if kept.area in set(Area) else "No area"
    return "\n".join(
        part
        for part in (
            f"{area}: {one_line(kept.title)}",
            f"What good looks like: {kept.good.strip()}",
            f"Measure: {one_line(kept.measure)}" if kept.measure.strip() else "",
            f"Led by {who}, by {day(kept.due_on)}",
        )
        if part
    )
