"""Changing several actions at once: all of them, or none and the reason for each."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.words import count, day
from app.plans import queries
from app.plans.models import Action
from app.plans.rules import ActionStatus, Fault, Owner, Refused, refuse
from app.plans.rules.together import Change, Together, check_together
from app.plans.service.telling import tell_owners
from app.sites.models import Site


def change_together(site_id: int, picked: Mapping[int, int], wanted: Together) -> int:
    """Do one thing to the actions of `picked` (number -> the version that was seen).

    Returns how many there were. Raises `Refused`: for what is missing with index -1; for each
    action that cannot be changed, with its number as index: nothing is changed then. One
    UPDATE an action, because each names the version it saw; the reads are as many as for one.
    """
    today = clock.today()
    if not picked:
        raise Refused([Fault("change", "Tick at least one action first", -1)])
    refuse(Fault(field, message, -1) for field, message in check_together(wanted, today))
    owner = _owner(site_id, wanted)
    rows = _locked(site_id, picked)
    refuse(_conflicts(picked, rows, owner))
    change = Change(wanted.change)
    audit.because(
        "actions changed together",
        summary=f"{count(len(rows), 'action')} {_said(change, wanted, today)}:"
        f" {', '.join(str(row.id) for row in rows)}.",
        site_id=site_id,
        about_id=wanted.owner_id if change is Change.OWNER else None,
        reason=wanted.reason.strip() if change in (Change.DUE, Change.DROP) else "",
    )
    for row in rows:
        _apply(row, change, wanted, today)
    session().flush()
    if change is Change.OWNER:
        tell_owners(session().get_one(Site, site_id), rows)
    return len(rows)


def _owner(site_id: int, wanted: Together) -> Owner | None:
    if wanted.change != Change.OWNER:
        return None
    found = [one for one in queries.owners(site_id) if one.person_id == wanted.owner_id]
    if not found:
        raise Refused([Fault("owner", "Choose somebody who works on this site now", -1)])
    return found[0]


def _locked(site_id: int, picked: Mapping[int, int]) -> list[Action]:
    chosen = (
        select(Action)
        .where(Action.site_id == site_id, Action.id.in_(picked))
        .order_by(Action.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session().scalars(chosen))


def _conflicts(
    picked: Mapping[int, int], rows: Sequence[Action], owner: Owner | None
) -> list[Fault]:
    present = {row.id: row for row in rows}
    found = []
    for number, seen in picked.items():
        row = present.get(number)
        if row is None:
            found.append(Fault("picked", "is not in this plan", number))
        elif row.version != seen:
            status = ActionStatus(row.status)
            found.append(
                Fault(
                    "picked",
                    "was changed by somebody else meanwhile: now "
                    f"{status.label.lower()}, due on {day(row.due_on)}",
                    number,
                )
            )
        elif not ActionStatus(row.status).is_open:
            said = ActionStatus(row.status).label.lower()
            found.append(Fault("picked", f"is {said} already: open it again first", number))
        elif owner is not None and owner.side != row.side:
            found.append(
                Fault("picked", f"is not for the side of {owner.name}: leave it out", number)
            )
    return found


def _apply(row: Action, change: Change, wanted: Together, today: date) -> None:
    if change is Change.OWNER:
        row.owner_id, row.owner_name = wanted.owner_id, ""
    elif change is Change.DUE and wanted.due_on is not None:
        row.due_on = wanted.due_on
    elif change is Change.DONE:
        row.status, row.done_on = ActionStatus.DONE.value, wanted.done_on or today
    elif change is Change.DROP:
        row.status, row.drop_reason = ActionStatus.DROPPED.value, wanted.reason.strip()


def _said(change: Change, wanted: Together, today: date) -> str:
    return {
        Change.OWNER: "given to somebody else",
        Change.DUE: f"moved to {day(wanted.due_on)}",
        Change.DONE: f"done on {day(wanted.done_on or today)}",
        Change.DROP: "dropped",
    }[change]
