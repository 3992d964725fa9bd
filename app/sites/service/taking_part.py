"""Authorities in adoptions: joining, and handing over to those that follow them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from app.core.db import session
from app.sites.models import Authority, SiteAuthority, Succession
from app.sites.rules.succession import last_day


def join(
    site_id: int, authority: Authority, starts_on: date, because_of: int | None = None
) -> None:
    """`authority` takes part from `starts_on`, unless it does already; if its end is recorded,
    those that follow it take over on that day. `because_of` is a reorganisation."""
    if _takes_part(site_id, authority.id, starts_on):
        return
    row = SiteAuthority(
        site_id=site_id,
        authority_id=authority.id,
        starts_on=starts_on,
        started_by_id=because_of,
    )
    session().add(row)
    session().flush()
    if authority.abolished_on is not None:
        after = _after(authority.id)
        hand_over(
            row,
            [one.successor for one in after],
            authority.abolished_on,
            after[0].reorganisation_id,
        )


def hand_over(
    row: SiteAuthority, successors: Sequence[Authority], on: date, because_of: int
) -> None:
    """From `on`, the successors take part in place of the authority of `row`, whose history
    stays."""
    row.ends_on, row.ended_by_id = last_day(on), because_of
    session().flush()
    for one in successors:
        join(row.site_id, one, on, because_of)


def open_rows(authority_ids: Sequence[int]) -> list[SiteAuthority]:
    """The adoptions in which these authorities take part without an end, oldest first."""
    return list(
        session().scalars(
            select(SiteAuthority)
            .where(SiteAuthority.authority_id.in_(authority_ids), SiteAuthority.ends_on.is_(None))
            .order_by(SiteAuthority.id)
        )
    )


def _takes_part(site_id: int, authority_id: int, on: date) -> bool:
    found = session().scalars(
        select(SiteAuthority.id).where(
            SiteAuthority.site_id == site_id,
            SiteAuthority.authority_id == authority_id,
            or_(SiteAuthority.ends_on.is_(None), SiteAuthority.ends_on >= on),
        )
    )
    return found.first() is not None


def _after(authority_id: int) -> Sequence[Succession]:
    return (
        session()
        .scalars(
            select(Succession)
            .where(Succession.predecessor_id == authority_id)
            .order_by(Succession.id)
        )
        .all()
    )
