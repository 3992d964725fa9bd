"""The actions that a result raised, found by the item they are about."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.plans.queries import ActionRow
from app.plans.rules import ActionStatus


@dataclass(frozen=True)
class Actions:
    """Actions with an origin in one or more results."""

    rows: tuple[ActionRow, ...] = ()

    def of(self, item_id: str | None) -> tuple[ActionRow, ...]:
        """Those about an item; what was dropped does not count."""
        return tuple(row for row in self._about(item_id) if not _dropped(row))

    def open(self, item_id: str | None) -> tuple[ActionRow, ...]:
        """Those about an item that somebody still has to do."""
        return tuple(row for row in self._about(item_id) if row.status.is_open)

    def dropped(self, item_id: str | None) -> tuple[ActionRow, ...]:
        """Those about an item that nobody does any longer."""
        return tuple(row for row in self._about(item_id) if _dropped(row))

    def every(self, item_id: str | None) -> tuple[ActionRow, ...]:
        """All about an item, dropped or not."""
        return tuple(self._about(item_id))

    def from_results(self, ids: Iterable[int]) -> "Actions":
        """Those that these sign-offs raised."""
        wanted = set(ids)
        return Actions(tuple(row for row in self.rows if row.origin and row.origin.id in wanted))

    def _about(self, item_id: str | None) -> Iterable[ActionRow]:
        return (row for row in self.rows if row.origin and row.origin.part == item_id)


def _dropped(row: ActionRow) -> bool:
    return row.status is ActionStatus.DROPPED
