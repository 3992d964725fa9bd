"""Rows that dashboards sum up, written straight into the tables, inside a transaction."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from app.core import audit, clock
from app.core.db import session
from app.indicators.models import IndicatorSnapshot, SiteIndicators
from app.journey.models import StageDecision
from app.measures.models import UseCount
from app.plans.models import BarrierCode, RaisedBarrier
from app.quality.models import AuditRound, SealedPart, SealedResult
from app.quality.queries.audits import newest_audit
from app.sites.models import Site
from app.sites.rules import Stage, Status
from app.sites.rules.months import next_month
from app.standing.models import StatusDeclaration
from app.support.models import SupportRequest, SupportSession
from tests.factories.instruments import publish_seeds
from tests.factories.sites import make_site
from tests.worlds import World


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


def seal_round(site: Site, number: int, closed_on: date, **given: Any) -> None:
    """A closed round of ten cases with its result; `parts` are (component, cases, present)."""
    values: dict[str, Any] = {"cases": 10, "median": 85.0, "lower": 75.0, "upper": 92.0}
    values |= {"high": 6, **given}
    parts: Sequence[tuple[str, int, int]] = values.pop("parts", ())
    closed_at = datetime(closed_on.year, closed_on.month, closed_on.day, 12, tzinfo=UTC)
    row = AuditRound(
        site_id=site.id,
        number=number,
        instrument_version_id=_audit_version(),
        name=f"Round {number}",
        first_day=closed_on,
        last_day=closed_on,
        available=20,
        planned=10,
        drawn="random",
        drawn_note="",
        due_on=closed_on,
        opened_at=closed_at,
        closed_at=closed_at,
    )
    session().add(row)
    session().flush()
    session().add(
        SealedResult(round_id=row.id, site_id=site.id, number=number, closed_on=closed_on, **values)
    )
    session().add_all(
        SealedPart(round_id=row.id, code=code, cases=cases, present=present)
        for code, cases, present in parts
    )
    session().flush()


def judge(site: Site, **given: object) -> None:
    """What is judged of the site at present."""
    values: dict[str, object] = {
        "on": clock.today(),
        "judged_at": clock.now(),
        "held": "steady",
        "pointed": "steady",
        "week": clock.today(),
        "latest": "",
        "points": 0,
        "not_known": 0,
        "signals": "0" * 12,
        "components": "g" * 20,
        "index_known": 100.0,
        "weights": 1,
        "reason": "",
        "content": {},
    }
    session().add(SiteIndicators(site_id=site.id, **(values | given)))
    session().flush()


def _audit_version() -> int:
    found = newest_audit()
    if found is None:
        publish_seeds()
        found = newest_audit()
    assert found is not None
    return found.id


def stand(site: Site, on: date, status: str | None, **given: object) -> None:
    """How the site stood from a day on."""
    values: dict[str, object] = {
        "judged_at": datetime(on.year, on.month, on.day, 3, tzinfo=UTC),
        "level": "steady",
        "pointed": "steady",
        "points": 0,
        "not_known": 0,
        "signals": "0" * 12,
        "components": "g" * 20,
        "status": status,
    }
    session().add(IndicatorSnapshot(site_id=site.id, on=on, **(values | given)))
    session().flush()


def decide(site: Site, stage: Stage, on: date, began: Stage = Stage.EXPLORATION) -> None:
    """A decision that the site is in a stage from a day on, entered now."""
    audit.because("stage decided", summary="Made for a test.", site_id=site.id)
    session().add(
        StageDecision(
            site_id=site.id,
            from_stage=began.value,
            to_stage=stage.value,
            decided_on=on,
            reason="",
            evidence="",
            entered_at=clock.now(),
        )
    )
    site.stage = stage
    session().flush()


def raise_barrier(world: World, site: Site, on: date, code: str) -> None:
    """A barrier raised at the site on a day."""
    row = RaisedBarrier(
        site_id=site.id,
        words="Teams are being joined.",
        goes_to="nspcc",
        raised_by_id=world.lead.id,
        raised_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        disposition="",
        answer="",
    )
    session().add(row)
    session().flush()
    session().add(BarrierCode(barrier_id=row.id, code=code))
    session().flush()


def give_support(world: World, site: Site, on: date, kind: str = "practice") -> None:
    """Support that was asked for and given on a day."""
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    request = SupportRequest(
        site_id=site.id,
        title="A practice surgery",
        detail="",
        kind=kind,
        for_whom="",
        urgency="",
        barrier="",
        asked_at=at,
        asked_by_name="",
        entered_at=at,
        entered_by_id=world.lead.id,
        state="delivered",
    )
    session().add(request)
    session().flush()
    session().add(
        SupportSession(
            request_id=request.id,
            held_on=on,
            minutes=60,
            delivery="call",
            given_by_name="",
            words="",
            entered_at=at,
            entered_by_id=world.lead.id,
        )
    )
    session().flush()
