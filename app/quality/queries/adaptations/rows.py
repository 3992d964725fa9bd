"""An adaptation as pages read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.plans.rules import Barrier
from app.quality.models.adaptations import Adaptation
from app.quality.rules.adaptations.frame import Fidelity, Kind, Scope, Stage, components_of, parted
from app.quality.rules.adaptations.states import Standing, View, lateness
from app.quality.rules.components import Component
from app.sites.models import Site
from app.sites.rules import Nation
from app.sites.rules.sides import Side

_LOGGER, _LEAD = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class AdaptationRow:
    """An adaptation with its site; `entered_by` is a name, `entered_for` says that the NSPCC
    entered it for the authority. `more` holds codes by the names of rules.adaptations.more."""

    id: int
    site_id: int
    site_name: str
    site_slug: str
    site_status: str
    nation: Nation
    lead: str
    title: str
    detail: str
    kind: Kind
    stages: tuple[Stage, ...]
    components: tuple[Component, ...]
    decided_by: str
    since: date
    scope: Scope
    teams: str
    fidelity: Fidelity
    more: Mapping[str, tuple[str, ...]]
    trigger: Barrier | None
    expected: str
    result: str
    critical: bool
    outside: bool
    turn: Side | None
    turn_since: date | None
    due_on: date | None
    view: View | None
    viewed_on: date | None
    review_on: date | None
    ended_on: date | None
    shared: bool
    entered_at: datetime
    entered_by: str
    entered_for: bool
    version: int

    @property
    def standing(self) -> Standing:
        """What decides where it stands."""
        return Standing(self.view, self.turn, self.due_on, self.review_on, self.ended_on)

    def late(self, today: date) -> str:
        """What is late about it, in words; "" when nothing is."""
        return lateness(self.standing, today)


def selected() -> Select[*tuple[Any, ...]]:
    """Adaptations with all that a row shows."""
    chosen: Select[*tuple[Any, ...]] = (
        select(Adaptation, Site, _LOGGER.name, _LOGGER.staff_role, _LEAD.name)
        .select_from(Adaptation)
        .join(Site, Site.id == Adaptation.site_id)
        .join(_LOGGER, _LOGGER.id == Adaptation.entered_by_id)
        .outerjoin(_LEAD, _LEAD.id == Site.lead_id)
    )
    return chosen


def rows_of(chosen: Select[*tuple[Any, ...]]) -> tuple[AdaptationRow, ...]:
    """The rows of a statement that `selected` began; one statement."""
    return tuple(_row(*found) for found in session().execute(chosen))


def _row(
    one: Adaptation, site: Site, logger: str, logger_role: str | None, lead: str | None
) -> AdaptationRow:
    return AdaptationRow(
        id=one.id,
        site_id=one.site_id,
        site_name=site.name,
        site_slug=site.slug,
        site_status=site.status,
        nation=Nation(site.nation),
        lead=lead or "",
        title=one.title,
        detail=one.detail,
        kind=Kind(one.kind),
        stages=tuple(Stage(code) for code in parted(one.stages)),
        components=components_of(one.components),
        decided_by=one.decided_by,
        since=one.since,
        scope=Scope(one.scope),
        teams=one.teams,
        fidelity=Fidelity(one.fidelity),
        more={name: tuple(codes) for name, codes in one.more.items()},
        trigger=Barrier(one.trigger) if one.trigger else None,
        expected=one.expected,
        result=one.result,
        critical=one.critical,
        outside=one.outside,
        turn=Side(one.turn) if one.turn else None,
        turn_since=one.turn_since,
        due_on=one.due_on,
        view=View(one.view) if one.view else None,
        viewed_on=one.viewed_on,
        review_on=one.review_on,
        ended_on=one.ended_on,
        shared=one.shared,
        entered_at=one.entered_at,
        entered_by=logger,
        entered_for=logger_role is not None,
        version=one.version,
    )
