"""A request as pages read it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.clock import in_london
from app.core.db import session
from app.plans.rules import Barrier
from app.sites.models import Site
from app.sites.rules import Nation
from app.sites.rules.sides import Side
from app.support.models import SupportRequest
from app.support.rules.answers import Promise, Times, late_words
from app.support.rules.kinds import Helped, Kind, Priority
from app.support.rules.states import State, Turn

_ASKER, _HELPER, _LEAD = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True)
class RequestRow:
    """A request with its site. `asked_by` and `helper` are names; `entered_for` says that the NSPCC
    entered it for somebody."""

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
    for_whom: str
    people: int | None
    needed_by: date | None
    urgency: str
    barrier: Barrier | None
    asked_at: datetime
    asked_by_id: int | None
    asked_by: str
    entered_for: bool
    state: State
    turn: Turn
    answer_due_on: date | None
    priority: Priority | None
    answered_on: date | None
    helper: str
    offered_for: date | None
    last_given_on: date | None
    delivered_on: date | None
    helped: Helped | None
    over_on: date | None
    version: int

    @property
    def asked_on(self) -> date:
        """The day it was made."""
        return in_london(self.asked_at).date()

    @property
    def times(self) -> Times:
        """Its days, for figures."""
        return Times(self.asked_on, self.answered_on, self.delivered_on)

    def late(self, today: date) -> str:
        """What is late about it, in words; "" when nothing is."""
        promise = Promise(
            self.state, self.answer_due_on, self.offered_for, self.needed_by, self.last_given_on
        )
        return late_words(promise, today)


def selected() -> Select[*tuple[Any, ...]]:
    """Requests with all that a row shows."""
    chosen: Select[*tuple[Any, ...]] = (
        select(SupportRequest, Site, _ASKER.name, _HELPER.name, _LEAD.name)
        .select_from(SupportRequest)
        .join(Site, Site.id == SupportRequest.site_id)
        .outerjoin(_ASKER, _ASKER.id == SupportRequest.asked_by_id)
        .outerjoin(_HELPER, _HELPER.id == SupportRequest.helper_id)
        .outerjoin(_LEAD, _LEAD.id == Site.lead_id)
    )
    return chosen


def rows_of(chosen: Select[*tuple[Any, ...]]) -> tuple[RequestRow, ...]:
    """The rows of a statement that `selected` began; one statement."""
    return tuple(_row(*found) for found in session().execute(chosen))


def _row(
    one: SupportRequest, site: Site, asker: str | None, helper: str | None, lead: str | None
) -> RequestRow:
    return RequestRow(
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
        for_whom=one.for_whom,
        people=one.people,
        needed_by=one.needed_by,
        urgency=one.urgency,
        barrier=Barrier(one.barrier) if one.barrier else None,
        asked_at=one.asked_at,
        asked_by_id=one.asked_by_id,
        asked_by=asker or one.asked_by_name,
        entered_for=one.asked_by_id != one.entered_by_id,
        state=State(one.state),
        turn=Turn(Side(one.turn) if one.turn else None, one.turn_since),
        answer_due_on=one.answer_due_on,
        priority=Priority(one.priority) if one.priority else None,
        answered_on=one.answered_on,
        helper=helper or one.helper_name,
        offered_for=one.offered_for,
        last_given_on=one.last_given_on,
        delivered_on=one.delivered_on,
        helped=Helped(one.helped) if one.helped else None,
        over_on=one.over_on,
        version=one.version,
    )
