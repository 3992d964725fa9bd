"""An action as lists and pages show it, and the statement that finds it with its owner."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from app.accounts.models import Person
from app.core.db import session
from app.plans.models import Action, ActionCode
from app.plans.rules import (
    ActionStatus,
    Code,
    DueState,
    Origin,
    OriginKind,
    Side,
    due_state,
    in_order,
)


@dataclass(frozen=True)
class ActionRow:
    """An action as lists and pages show it; `owner` says in words who does it."""

    id: int
    site_id: int
    title: str
    detail: str
    side: Side
    owner_id: int | None
    owner_name: str
    owner: str
    due_on: date
    status: ActionStatus
    done_on: date | None
    drop_reason: str
    raised_by_id: int
    origin: Origin | None
    version: int
    objective_id: int | None = None

    def due(self, today: date) -> DueState:
        """Whether it is overdue, due soon, later, or closed."""
        return due_state(self.status, self.due_on, today)


def selected() -> Select[Action, str]:
    """Actions, each with the name of its owner (None where free words say who it is)."""
    return select(Action, Person.name).outerjoin(Person, Person.id == Action.owner_id)


def rows_of(chosen: Select[Action, str]) -> tuple[ActionRow, ...]:
    """What a statement of `selected` finds."""
    return tuple(row_of(action, owner) for action, owner in session().execute(chosen))


def row_of(action: Action, owner: str | None) -> ActionRow:
    """One action in plain values; `owner` is the name of a person with an account."""
    return ActionRow(
        id=action.id,
        site_id=action.site_id,
        title=action.title,
        detail=action.detail,
        side=Side(action.side),
        owner_id=action.owner_id,
        owner_name=action.owner_name,
        owner=owner or action.owner_name,
        due_on=action.due_on,
        status=ActionStatus(action.status),
        done_on=action.done_on,
        drop_reason=action.drop_reason,
        raised_by_id=action.raised_by_id,
        origin=_origin(action),
        version=action.version,
        objective_id=action.objective_id,
    )


def codes_of(action_ids: Collection[int]) -> dict[int, tuple[Code, ...]]:
    """What stands in the way of these actions and what helps, by number; one statement."""
    if not action_ids:
        return {}
    rows = session().execute(
        select(ActionCode.action_id, ActionCode.code).where(ActionCode.action_id.in_(action_ids))
    )
    found: dict[int, list[str]] = {}
    for number, code in rows:
        found.setdefault(number, []).append(code)
    return {number: in_order(codes) for number, codes in found.items()}


def _origin(action: Action) -> Origin | None:
    if action.origin_kind == OriginKind.NONE or action.origin_id is None:
        return None
    return Origin(
        action.origin_kind,
        action.origin_id,
        action.origin_part,
        action.origin_words,
        action.origin_path,
    )
