"""Rows that dashboards sum up, written straight into the tables, inside a transaction."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from app.core import audit
from app.core.db import session
from app.measures.models import UseCount
from app.sites.models import Site
from app.sites.rules import Stage, Status
from app.sites.rules.months import next_month
from app.standing.models import StatusDeclaration
from tests.factories.sites import make_site


def make_used(
    name: str, first: date, cases: Sequence[int | None], stage: Stage = Stage.FULL, **more: object
) -> Site:
    """A site with its monthly counts from `first` on; None is a month nobody counted."""
    site = make_site(name, contract_on=date(first.year - 1, first.month, 1))
    site.stage = stage
    for key, value in more.items():
        setattr(site, key, value)
    month = first
    for number in cases:
        if number is not None:
            session().add(
                UseCount(
                    site_id=site.id,
                    month=month,
                    number=1,
                    cases=number,
                    none_because="" if number else "no-eligible",
                    entered_at=datetime(month.year, month.month, 28, tzinfo=UTC),
                )
            )
        month = next_month(month)
    session().flush()
    return site


def declare(site: Site, status: Status, on: date) -> None:
    """A declaration of that day; the site has the status from then on."""
    audit.because("status declared", summary="Made for a test.", site_id=site.id)
    session().add(
        StatusDeclaration(
            site_id=site.id,
            status=status.value,
            on=on,
            reasons=["other"],
            words="Made for a test.",
            declared_at=datetime(on.year, on.month, on.day, tzinfo=UTC),
        )
    )
    site.status = status
    session().flush()
