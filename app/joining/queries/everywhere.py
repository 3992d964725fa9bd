"""The contracts of all sites: how each stands and when it ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.accounts.models import Person
from app.core.db import session
from app.joining.models import Contract
from app.joining.queries.listing import Listed, counted, cut, led_by, named, ordered
from app.joining.rules import NOTICES, ContractState, Dates, contract_state
from app.sites.models import Site

ANY = "any"
OVER = (ContractState.RENEWED.value, ContractState.ENDED.value)
ENDS = {
    "0": "today",
    "60": "60 days from now",
    "180": "180 days from now",
    "365": "a year from now",
}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to and how it is sorted; "" means any.

    `state` is a word of ContractState; "" leaves out what is over, ANY does not. `ends` is a key
    of ENDS: what ends before so many days from today.
    """

    q: str = ""
    state: str = ""
    lead: str = ""
    ends: str = ""
    sort: str = "ends"


@dataclass(frozen=True)
class ContractLine:
    """A term of a contract in the list."""

    id: int
    site_name: str
    site_slug: str
    lead: str | None
    licence: str
    notice_months: int | None
    dates: Dates

    def state(self, today: date) -> ContractState:
        """How it stands."""
        return contract_state(self.dates, today)


_LAST = (
    select(Contract.site_id, func.max(Contract.ends_on).label("day"))
    .where(Contract.signed_on.is_not(None), Contract.ended_on.is_(None))
    .group_by(Contract.site_id)
    .subquery()
)
_FOLLOWED = func.coalesce(_LAST.c.day > Contract.ends_on, False)
SORTS: dict[str, Any] = {
    "site": func.lower(Site.name),
    "lead": func.lower(Person.name),
    "starts": Contract.starts_on,
    "ends": Contract.ends_on,
    "signed": Contract.signed_on,
}


def listed(actor: Actor, wanted: Wanted, today: date, page: int = 1) -> Listed[ContractLine]:
    """One page of the contracts; two statements whatever is asked."""
    scope, conditions = _scope(actor), _conditions(wanted, today)
    total, found = counted(_joined(), scope, conditions)
    chosen, page = cut(_chosen(wanted).where(*scope, *conditions), page, found)
    return Listed(_rows(chosen), found, total, page)


def everything(actor: Actor, wanted: Wanted, today: date) -> tuple[ContractLine, ...]:
    """All of them, for a file; one statement."""
    return _rows(_chosen(wanted).where(*_scope(actor), *_conditions(wanted, today)))


def _scope(actor: Actor) -> list[ColumnElement[bool]]:
    return [reach(actor, Can.SEE_CONTRACTS, Contract.site_id)]


def _joined() -> Select[Any]:
    return (
        select()
        .select_from(Contract)
        .join(Site, Site.id == Contract.site_id)
        .outerjoin(Person, and_(Person.id == Site.lead_id, Person.deactivated_at.is_(None)))
        .outerjoin(_LAST, _LAST.c.site_id == Contract.site_id)
    )


def _chosen(wanted: Wanted) -> Select[Any]:
    by = SORTS.get(wanted.sort.removeprefix("-"), SORTS["ends"])
    return (
        _joined()
        .add_columns(
            Contract.id,
            Site.name.label("site"),
            Site.slug,
            Person.name.label("lead"),
            Contract.licence,
            Contract.notice_months,
            Contract.drafted_on,
            Contract.sent_on,
            Contract.signed_on,
            Contract.starts_on,
            Contract.ends_on,
            Contract.ended_on,
            _FOLLOWED.label("followed"),
        )
        .order_by(*ordered(by, wanted.sort), Contract.id)
    )


def _rows(chosen: Select[Any]) -> tuple[ContractLine, ...]:
    rows: Any = session().execute(chosen)
    return tuple(
        ContractLine(
            row.id,
            row.site,
            row.slug,
            row.lead,
            row.licence,
            row.notice_months,
            Dates(
                row.drafted_on,
                row.sent_on,
                row.signed_on,
                row.starts_on,
                row.ends_on,
                row.ended_on,
                bool(row.followed),
            ),
        )
        for row in rows
    )


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(or_(named(wanted.q), Contract.licence.icontains(wanted.q, autoescape=True)))
    if not wanted.state:
        found.append(_state(today).not_in(OVER))
    elif wanted.state != ANY:
        found.append(_state(today) == wanted.state)
    if wanted.lead:
        found.append(led_by(wanted.lead))
    if wanted.ends:
        before = today + timedelta(days=int(wanted.ends))
        found.append(and_(Contract.ends_on < before, Contract.ended_on.is_(None)))
    return found


def _state(today: date) -> ColumnElement[str]:
    """The state as rules.contract_state says it; a test holds the two together."""
    near = Contract.ends_on <= today + timedelta(days=max(NOTICES))
    whole = and_(
        Contract.signed_on.is_not(None),
        Contract.starts_on.is_not(None),
        Contract.ends_on.is_not(None),
    )
    return case(
        (Contract.ended_on.is_not(None), ContractState.ENDED.value),
        (and_(~whole, Contract.sent_on.is_not(None)), ContractState.SENT.value),
        (~whole, ContractState.DRAFTED.value),
        (and_(Contract.ends_on < today, _FOLLOWED), ContractState.RENEWED.value),
        (Contract.ends_on < today, ContractState.LAPSED.value),
        (Contract.starts_on > today, ContractState.SIGNED.value),
        (and_(near, ~_FOLLOWED), ContractState.ENDING.value),
        else_=ContractState.RUNNING.value,
    )
