"""Calls that were held or not, and concerns, for tests."""

from typing import Any

from app.checkins import queries
from app.checkins.models import CheckInCall
from app.checkins.queries import CallRow
from app.checkins.rules import FIELDS, MissReason, mark_of
from app.checkins.service import (
    NewConcern,
    Next,
    SiteName,
    keep,
    miss,
    raise_concern,
    save_note,
)
from app.core.db import transaction
from app.sites.models import Site
from tests.worlds import World


def name_of(site: Site) -> SiteName:
    """The site as mails name it."""
    return SiteName(site.id, site.slug, site.name)


def row_of(call: CheckInCall) -> CallRow:
    """The call as it stands."""
    found = queries.call_of(call.site_id, call.id)
    assert found is not None
    return found


def type_note(world: World, call: CheckInCall, *, by: int | None = None, **fields: Any) -> None:
    """Type into fields nobody has typed in before."""
    row = row_of(call)
    kept = queries.kept_fields(row, queries.note_of(row.site_id, row.id))
    nothing = mark_of(0, "")
    seen = {name: kept[name].mark if name in kept else nothing for name in FIELDS}
    keep(row, fields, seen, world.lead.id)


def hold(
    world: World, call: CheckInCall, after: Next | None = None, reason: str = "", **fields: Any
) -> None:
    """Write the note of a call and save it; the strategic lead took part."""
    with transaction():
        type_note(world, call, **({"took_part": str(world.strategic.id)} | fields))
        save_note(
            name_of(world.home),
            row_of(call),
            after or Next(why_not="Made for a test."),
            reason,
            world.lead.id,
        )


def not_held(world: World, call: CheckInCall, why: MissReason = MissReason.NOBODY) -> None:
    """Record that a call was not held."""
    with transaction():
        miss(
            name_of(world.home),
            row_of(call),
            why,
            "Nobody picked up.",
            world.lead.id,
            Next(why_not="They ask for a pause."),
        )


def make_concern(world: World, words: str = "Nobody answers since May.") -> int:
    """An open concern, told to the administrator."""
    with transaction():
        new = NewConcern(("missed-calls", "no-answer"), words, world.admin.id)
        return raise_concern(name_of(world.home), new, world.lead.id)
