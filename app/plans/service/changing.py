"""Changing what an action says, and saying how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import ChangedMeanwhile
from app.core.words import day
from app.plans import queries
from app.plans.models import Action, ActionCode
from app.plans.queries import ActionRow
from app.plans.rules import (
    ActionStatus,
    Fault,
    NewAction,
    Owner,
    Refused,
    Side,
    check_action,
    check_status_change,
    one_line,
    refuse,
)
from app.plans.service.raising import check_objective_of, objectives_of
from app.plans.service.telling import tell_owners
from app.sites.models import Site


@dataclass(frozen=True)
class ActionChange:
    """What an action shall say from now on; `version` is the one that was seen."""

    title: str
    detail: str
    side: str
    owner_id: int | None
    owner_name: str
    due_on: date | None
    version: int
    objective_id: int | None = None
    codes: tuple[str, ...] = ()


def change_action(found: ActionRow, change: ActionChange) -> None:
    """Change what an open action says.

    Raises `Refused` naming the fields to put right, `ChangedMeanwhile` when somebody else saved
    first.
    """
    action, owners = _locked(found), queries.owners(found.site_id)
    if action.version != change.version:
        raise ChangedMeanwhile(mine=_words(change, owners), theirs=_words(action, owners))
    if not ActionStatus(action.status).is_open:
        raise Refused([Fault("title", "The action is closed: open it again to change it")])
    ours = objectives_of(found.site_id, {change.objective_id} if change.objective_id else set())
    faults = [
        *check_action(_new(change), owners, clock.today(), kept=_new(action)),
        *check_objective_of(change.objective_id, ours),
    ]
    refuse(Fault(field, message) for field, message in faults)
    before = {code.value for code in queries.codes_of([action.id]).get(action.id, ())}
    changed = _changed(action, change, before)
    if not changed:
        return
    audit.because(
        "action changed",
        summary=f"{_name(action)}: {', '.join(changed)} changed.",
        site_id=found.site_id,
        about_id=change.owner_id if "owner" in changed else None,
    )
    action.title, action.detail = one_line(change.title), change.detail.strip()
    action.side = change.side
    action.owner_id, action.owner_name = change.owner_id, change.owner_name.strip()
    action.due_on = present(change.due_on)
    action.objective_id = change.objective_id
    if before != set(change.codes):
        _replace_codes(action.id, before, set(change.codes))
        action.version += 1  # what is named for it belongs to it: two who change it must see both
    session().flush()
    if "owner" in changed:
        tell_owners(session().get_one(Site, found.site_id), [action])


def _replace_codes(action_id: int, before: set[str], now: set[str]) -> None:
    for code in sorted(before - now):
        session().delete(session().get_one(ActionCode, (action_id, code)))
    session().add_all(ActionCode(action_id=action_id, code=code) for code in sorted(now - before))


def set_status(
    found: ActionRow, status: ActionStatus, *, reason: str = "", on: date | None = None
) -> None:
    """Say how far an action is: `on` is the day it was done, `reason` why it is dropped.

    What is so already stays as it is. Raises `Refused` for what is missing, and when the action
    was closed otherwise in the meantime.
    """
    action = _locked(found)
    before = ActionStatus(action.status)
    if before is status:
        return
    faults = check_status_change(before, status, reason=reason, on=on, today=clock.today())
    refuse(Fault(field, message) for field, message in faults)
    audit.because(
        f"action {_VERBS[status] if before.is_open else 'opened again'}",
        summary=f"{_name(action)} {_became(before, status, on)}.",
        site_id=found.site_id,
        about_id=action.owner_id,
        reason=reason.strip() if status is ActionStatus.DROPPED else "",
    )
    action.status = status.value
    action.done_on = on if status is ActionStatus.DONE else None
    action.drop_reason = reason.strip() if status is ActionStatus.DROPPED else ""
    session().flush()


_VERBS = {
    ActionStatus.OPEN: "put back",
    ActionStatus.IN_PROGRESS: "started",
    ActionStatus.DONE: "done",
    ActionStatus.DROPPED: "dropped",
}


def _became(before: ActionStatus, after: ActionStatus, on: date | None) -> str:
    if not before.is_open:
        return "opened again"
    if after is ActionStatus.DONE:
        return f"done on {day(on)}"
    return "put back: not started" if after is ActionStatus.OPEN else _VERBS[after]


def _name(action: Action) -> str:
    source = f" ({action.origin_words})" if action.origin_words else ""
    return f"Action {action.id}{source}"


def _locked(found: ActionRow) -> Action:
    action = session().get_one(Action, found.id, with_for_update=True)
    if action.site_id != found.site_id:
        raise LookupError(f"There is no action with the number {found.id} at this site.")
    return action


def _new(kept: Action | ActionChange) -> NewAction:
    return NewAction(
        kept.title,
        kept.due_on,
        kept.side,
        kept.detail,
        kept.owner_id,
        kept.owner_name,
        codes=kept.codes if isinstance(kept, ActionChange) else (),
    )


def _changed(action: Action, change: ActionChange, codes: set[str]) -> list[str]:
    """What differs, in the order people read it."""
    owner = (change.owner_id, change.owner_name.strip())
    differs = {
        "what is to be done": action.title != one_line(change.title),
        "detail": action.detail != change.detail.strip(),
        "side": action.side != change.side,
        "owner": (action.owner_id, action.owner_name) != owner,
        "due date": action.due_on != change.due_on,
        "objective": action.objective_id != change.objective_id,
        "what stands in the way or helps": codes != set(change.codes),
    }
    return [name for name, is_different in differs.items() if is_different]


def _words(kept: Action | ActionChange, owners: Sequence[Owner]) -> str:
    """An action as text, to be shown beside another version of it."""
    named = {owner.person_id: owner.name for owner in owners}
    who = named.get(kept.owner_id or 0, kept.owner_name) or "somebody else"
    side = Side(kept.side).label if kept.side in set(Side) else "neither side"
    return "\n".join(
        part
        for part in (
            one_line(kept.title),
            kept.detail.strip(),
            f"Who does it: {who} ({side})",
            f"Due on {day(kept.due_on)}",
        )
        if part
    )
