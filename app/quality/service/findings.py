"""Turning what a round found into actions of the site's plan, all or none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.core.refusals import Refused, refuse
from app.plans import queries as plans
from app.plans import service as raising
from app.plans.rules import NewAction, Origin, OriginKind, Side
from app.plans.rules import Refused as PlanRefused
from app.quality.queries.audits import RoundRow


@dataclass(frozen=True)
class Wanted:
    """What was ticked, who sees to it, until when."""

    items: tuple[str, ...]
    owner_id: int | None
    owner_name: str
    due_on: date | None


def raise_findings(
    found: RoundRow, wanted: Wanted, offered: Collection[str], *, path: str, raised_by: int
) -> list[int]:
    """Put an action for each ticked item into the plan; their numbers. `offered` are the items that
    can be ticked, `path` is the page of the result. The same sent twice is the same as once.

    Raises `Refused`.
    """
    items = [one for one in dict.fromkeys(wanted.items) if one in offered]
    refuse([] if items else [("ticked", "Tick at least one, or go back to the result")])
    owners = {one.person_id: one for one in plans.owners(found.site_id)}
    owner = owners.get(wanted.owner_id or 0)
    side = owner.side if owner else Side.AUTHORITY
    new = [_action(found, id, wanted, side, path) for id in items]
    try:
        return raising.raise_actions(found.site_id, new, raised_by)
    except PlanRefused as refused:
        faults = dict.fromkeys((one.field, one.message) for one in refused.faults)
        raise Refused(list(faults)) from refused


def _action(found: RoundRow, item_id: str, wanted: Wanted, side: Side, path: str) -> NewAction:
    item = found.instrument().by_id[item_id]
    origin = Origin(
        OriginKind.AUDIT,
        found.id,
        part=item_id,
        words=f"Audit round {found.number}: {item_id}",
        path=f"{path}#items",
    )
    return NewAction(
        title=item.suggestion.text if item.suggestion else item.text,
        due_on=wanted.due_on,
        side=side.value,
        detail=f"Found in audit round {found.number}: {item.text}.",
        owner_id=wanted.owner_id,
        owner_name=wanted.owner_name,
        origin=origin,
    )
