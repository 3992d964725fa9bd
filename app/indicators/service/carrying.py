"""The level a site carries: written down where it changes, and told where it gets worse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock, outbox
from app.core.audit import Acting
from app.core.db import session
from app.indicators.models import LevelChange
from app.indicators.rules.warning import is_worse
from app.notices.rules import Kind
from app.notices.service import write
from app.sites.models import Site
from app.sites.rules.levels import Level
from app.sites.service import record_level

LONGEST_REASON = 2_000


@dataclass(frozen=True)
class Carried:
    """What a site is to carry, why, with the marks of its signals. `resting`: it keeps what it
    has."""

    level: Level
    reason: str
    marks: str
    by_hand: bool
    resting: bool


def carry(levels: Mapping[int, Carried]) -> None:
    """Write down the levels that changed; one statement, and a few for each that did."""
    lead = Person.name.label("lead")
    chosen = select(
        Site.id, Site.slug, Site.name, Site.level, Site.lead_id, lead, Person.email
    ).outerjoin(Person, Person.id == Site.lead_id)
    for row in session().execute(chosen.where(Site.id.in_(levels)).order_by(Site.id)):
        one = levels[row.id]
        if not one.resting and row.level != one.level.value:
            _change(row, one)


def _change(site: Any, one: Carried) -> None:
    before = Level(site.level) if site.level else None
    told = _told(site.id) if before is None else None
    if told is not None and told.level == one.level.value:
        _record(site.id, one, told.on)
        return
    _record(site.id, one)
    row = LevelChange(
        site_id=site.id,
        on=clock.today(),
        at=clock.now(),
        before=before.value if before else "",
        level=one.level.value,
        by_hand=one.by_hand,
        signals=one.marks,
        reason=one.reason,
    )
    session().add(row)
    session().flush()
    if before is not None and is_worse(one.level, before) and not one.by_hand:
        _tell(site, one, before, row.id)


def _record(site_id: int, one: Carried, since: date | None = None) -> None:
    """Write it down: by hand in the name of whoever did it, else in the portal's, whoever entered
    the fact that changed it."""
    if one.by_hand:
        record_level(site_id, one.level, one.reason, since)
        return
    with audit.acting(Acting(origin=audit.who_acts().origin)):
        record_level(site_id, one.level, one.reason[:LONGEST_REASON], since)


def _told(site_id: int) -> LevelChange | None:
    """The latest change of a history that was told afterwards."""
    latest = (
        select(LevelChange).where(LevelChange.site_id == site_id).order_by(LevelChange.on.desc())
    )
    return session().scalars(latest.limit(1)).first()


def _tell(site: Any, one: Carried, before: Level, number: int) -> None:
    """Tell whoever leads the site for the NSPCC, by mail and in the portal."""
    if site.lead_id is None:
        return
    path = f"/sites/{site.slug}/indicators"
    write(
        "indicators_level",
        outbox.Recipient(site.email, site.lead_id, site.lead),
        {
            "site": {"name": site.name, "slug": site.slug},
            "level": one.level,
            "before": before,
            "reason": one.reason,
            "path": path,
        },
        kind=Kind.WARNINGS,
        path=path,
        key=f"level:{number}",
        site_id=site.id,
    )
