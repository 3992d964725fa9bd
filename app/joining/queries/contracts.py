"""Reads about the contracts of one site, and of those that end soon or have lapsed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.evidence.models import EvidencePiece
from app.evidence.queries import piece_of, pieces
from app.evidence.rules import Piece
from app.joining.models import Contract, ContractDocument, ContractParty
from app.joining.queries.before import Entered
from app.joining.rules import NOTICES, ContractState, Dates, contract_state
from app.sites.models import Authority, Site, SiteAuthority
from app.sites.rules import Status

_SIGNER = aliased(Person)


@dataclass(frozen=True)
class ContractRow:
    """One term of a contract; `parties` are (number, name) of authorities by name.

    `entered` is when it was first entered, `signature` when its signature was.
    """

    id: int
    dates: Dates
    licence: str
    notice_months: int | None
    covers: str
    ended_reason: str
    parties: tuple[tuple[int, str], ...]
    version: int
    entered: Entered
    signature: Entered | None

    def state(self, today: date) -> ContractState:
        """How it stands."""
        return contract_state(self.dates, today)


@dataclass(frozen=True)
class Ending:
    """The signed contract of a site that ends last, where that is near or past.

    `renewal` says that the next term is drafted already, or with the authority.
    """

    contract_id: int
    site_id: int
    site_name: str
    site_slug: str
    ends_on: date
    licence: str
    renewal: bool


def dates_of(kept: Contract, followed: bool = False) -> Dates:
    """The days of a kept term."""
    return Dates(
        kept.drafted_on,
        kept.sent_on,
        kept.signed_on,
        kept.starts_on,
        kept.ends_on,
        kept.ended_on,
        followed,
    )


def possible_parties(site_id: int) -> list[tuple[int, str]]:
    """(number, name) of every authority that takes or took part in the site, by name."""
    rows = session().execute(
        select(Authority.id, Authority.name)
        .join(SiteAuthority, SiteAuthority.authority_id == Authority.id)
        .where(SiteAuthority.site_id == site_id)
        .distinct()
        .order_by(Authority.name, Authority.id)
    )
    return [(number, name) for number, name in rows]


def present_parties(site_id: int, today: date) -> tuple[int, ...]:
    """The numbers of the authorities that take part from today on, to begin a contract with."""
    rows = session().scalars(
        select(SiteAuthority.authority_id)
        .where(
            SiteAuthority.site_id == site_id,
            func.coalesce(SiteAuthority.ends_on, today) >= today,
        )
        .order_by(SiteAuthority.id)
    )
    return tuple(dict.fromkeys(rows))


def planned_contract(site_id: int) -> date:
    """The contract day that the journey of the site is planned from."""
    return session().execute(select(Site.contract_on).where(Site.id == site_id)).scalar_one()


def contracts_of(site_id: int, *, with_parties: bool = True) -> list[ContractRow]:
    """Every term of a site, the newest first; two statements, one without the parties."""
    rows = (
        session()
        .execute(
            select(Contract, Person.name, _SIGNER.name)
            .outerjoin(Person, Person.id == Contract.entered_by_id)
            .outerjoin(_SIGNER, _SIGNER.id == Contract.signature_by_id)
            .where(Contract.site_id == site_id)
            .order_by(
                func.coalesce(Contract.starts_on, Contract.drafted_on).desc(), Contract.id.desc()
            )
        )
        .all()
    )
    parties = _parties([kept.id for kept, *_ in rows]) if with_parties else {}
    last = _last_day(kept for kept, *_ in rows)
    return [
        ContractRow(
            kept.id,
            dates_of(kept, _is_followed(kept, last)),
            kept.licence,
            kept.notice_months,
            kept.covers,
            kept.ended_reason,
            parties.get(kept.id, ()),
            kept.version,
            Entered(kept.entered_at, name),
            Entered(kept.signature_at, signer) if kept.signature_at else None,
        )
        for kept, name, signer in rows
    ]


def contract_of(site_id: int, contract_id: int) -> ContractRow | None:
    """One term of this site; None when there is none with this number here."""
    return next((one for one in contracts_of(site_id) if one.id == contract_id), None)


def documents(contract_ids: Collection[int]) -> dict[int, tuple[Piece, ...]]:
    """The documents of these contracts in the order they were attached, removed ones too."""
    rows = session().execute(
        pieces()
        .add_columns(ContractDocument.contract_id)
        .join(ContractDocument, ContractDocument.piece_id == EvidencePiece.id)
        .where(ContractDocument.contract_id.in_(contract_ids))
        .order_by(ContractDocument.attached_at, ContractDocument.id)
    )
    found: dict[int, tuple[Piece, ...]] = {}
    for row in rows:
        found[row.contract_id] = (*found.get(row.contract_id, ()), piece_of(row))
    return found


def ending(today: date, site_ids: Collection[int] | None = None) -> list[Ending]:
    """What ends within 180 days or has lapsed, first to end first; one statement.

    Of these sites or of all that have not stopped; one that a signed term follows is not among
    them.
    """
    last = LAST_DAYS.c.ends_on
    wanted = [
        Site.status != Status.STOPPED.value,
        Contract.signed_on.is_not(None),
        Contract.ended_on.is_(None),
        Contract.ends_on == last,
        last <= today + timedelta(days=max(NOTICES)),
    ]
    if site_ids is not None:
        wanted.append(Contract.site_id.in_(site_ids))
    rows = session().execute(
        select(
            Contract.id,
            Site.id,
            Site.name,
            Site.slug,
            Contract.ends_on,
            Contract.licence,
            NEXT_TERMS.c.site_id.is_not(None),
        )
        .join(Site, Site.id == Contract.site_id)
        .join(LAST_DAYS, LAST_DAYS.c.site_id == Contract.site_id)
        .outerjoin(NEXT_TERMS, NEXT_TERMS.c.site_id == Contract.site_id)
        .where(*wanted)
        .order_by(Contract.ends_on, Contract.id)
    )
    found: list[Any] = list(rows)
    return [Ending(*row) for row in found]


def ending_by_site(today: date, site_ids: Collection[int]) -> dict[int, Ending]:
    """The same for these sites, by number; sites without are absent."""
    return {one.site_id: one for one in ending(today, site_ids)} if site_ids else {}


def _parties(contract_ids: Sequence[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    rows = session().execute(
        select(ContractParty.contract_id, Authority.id, Authority.name)
        .join(Authority, Authority.id == ContractParty.authority_id)
        .where(ContractParty.contract_id.in_(contract_ids))
        .order_by(Authority.name, Authority.id)
    )
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for contract_id, number, name in rows:
        found[contract_id] = (*found.get(contract_id, ()), (number, name))
    return found


def _last_day(terms: Iterable[Contract]) -> date | None:
    days = [one.ends_on for one in terms if one.signed_on and one.ended_on is None and one.ends_on]
    return max(days, default=None)


def _is_followed(kept: Contract, last: date | None) -> bool:
    return last is not None and kept.ends_on is not None and kept.ends_on < last


LAST_DAYS = (
    select(Contract.site_id, func.max(Contract.ends_on).label("ends_on"))
    .where(Contract.signed_on.is_not(None), Contract.ended_on.is_(None))
    .group_by(Contract.site_id)
    .subquery()
)
NEXT_TERMS = (
    select(Contract.site_id)
    .where(Contract.signed_on.is_(None), Contract.ended_on.is_(None))
    .distinct()
    .subquery()
)
