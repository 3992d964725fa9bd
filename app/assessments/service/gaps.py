"""Turning the gaps of a result into actions of the site's plan, all or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.assessments.queries import RoundRef
from app.plans import service as plans
from app.plans.queries import ActionRow
from app.plans.rules import Fault, NewAction, Origin, OriginKind, Refused, one_line


@dataclass(frozen=True)
class Wanted:
    """What somebody ticked for one item: the action, in their words."""

    item_id: str
    title: str
    detail: str
    due_on: date | None
    side: str
    owner_id: int | None
    owner_name: str


def raise_gaps(
    found: RoundRef,
    sign_off: tuple[int, int],
    wanted: Sequence[Wanted],
    taken: Mapping[str, Sequence[ActionRow]],
    *,
    path: str,
    raised_by: int,
) -> list[int]:
    """Put an action for each into the site's plan and return their numbers.

    `sign_off` is (the number of its row, its number in the round); `path` the page of the result;
    `taken` the actions items have already. Raises `Refused`, whose faults say which of `wanted`
    they are about; one for an item that has another action by now is among them. The same sent
    twice is the same as once. Needs the round locked for writing.
    """
    faults = [
        Fault("title", _taken_words(taken[one.item_id][0]), index)
        for index, one in enumerate(wanted)
        if taken.get(one.item_id) and not any(_same(one, row) for row in taken[one.item_id])
    ]
    if faults:
        raise Refused(faults)
    fresh = [one for one in wanted if not taken.get(one.item_id)]
    new = [_action(found, sign_off, one, path) for one in fresh]
    try:
        return plans.raise_actions(found.site_id, new, raised_by)
    except Refused as refused:
        places = [wanted.index(one) for one in fresh]
        raise Refused(f._replace(nth=places[f.nth]) for f in refused.faults) from None


def _taken_words(row: ActionRow) -> str:
    return f"Somebody raised an action for this meanwhile: “{row.title}”. Take the tick away"


def _same(one: Wanted, row: ActionRow) -> bool:
    asked = (one_line(one.title), one.due_on, one.side, one.owner_id, one.owner_name.strip())
    return asked == (row.title, row.due_on, row.side, row.owner_id, row.owner_name)


def _action(found: RoundRef, sign_off: tuple[int, int], one: Wanted, path: str) -> NewAction:
    row_id, number = sign_off
    origin = Origin(
        OriginKind.ASSESSMENT,
        row_id,
        part=one.item_id,
        words=f"{found.title}: {one.item_id}",
        path=f"{path}?number={number}#item-{one.item_id}",
    )
    return NewAction(
        one.title, one.due_on, one.side, one.detail, one.owner_id, one.owner_name, origin
    )
