"""A site as indicators know it: at full implementation, with nothing wrong; and use counts."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.core import audit, clock
from app.core.db import session, transaction
from app.indicators.rules.known import (
    Active,
    AuditRound,
    Basics,
    Call,
    Known,
    Meeting,
    MilestoneDay,
    MonthCount,
    TrainerDays,
)
from app.measures.models import UseCount
from app.sites.models import Site
from app.sites.rules import Nation, Stage
from app.sites.rules.months import months_between
from app.sites.rules.posts import Post, Term
from app.training.rules.coverage import Headcount
from app.training.rules.coverage import Post as Employee
from app.training.rules.register import StaffRole

ON = date(2027, 6, 30)
BEGUN = date(2024, 1, 15)
CADENCE = {
    Stage.EXPLORATION: 30,
    Stage.INSTALLATION: 30,
    Stage.INITIAL: 35,
    Stage.FULL: 90,
    Stage.SUSTAINABILITY: 180,
}


BASICS = Basics(
    1,
    "Northmoor",
    Nation.ENGLAND,
    BEGUN,
    BEGUN + timedelta(days=75),
    Stage.EXPLORATION,
    stages=(
        (BEGUN + timedelta(days=30), Stage.INSTALLATION),
        (BEGUN + timedelta(days=240), Stage.INITIAL),
        (BEGUN + timedelta(days=500), Stage.FULL),
    ),
)


def months(years: Mapping[int, Sequence[int | None]]) -> tuple[MonthCount, ...]:
    """Counts by year, from January on."""
    return tuple(
        MonthCount(date(year, number, 1), cases)
        for year, counts in years.items()
        for number, cases in enumerate(counts, start=1)
    )


def a_site() -> Known:
    """A site that does everything it should."""
    return Known(
        basics=BASICS,
        cadence=tuple(CADENCE.items()),
        calls=tuple(
            Call(ON - timedelta(days=number), held=True, confidence=7) for number in (200, 110, 20)
        ),
        posts=tuple(Term(post, BEGUN) for post in (Post.SPONSOR, Post.STRATEGIC)),
        groups=(BEGUN + timedelta(days=40),),
        meetings=tuple(
            Meeting(ON - timedelta(days=number), quorate=True) for number in (90, 60, 30)
        ),
        trainers=tuple(
            TrainerDays((BEGUN + timedelta(days=75),), (ON - timedelta(days=40),), BEGUN)
            for _ in range(3)
        ),
        teams=(Headcount(1, "East", 10, 2),),
        staff=tuple(
            Employee(1, role, BEGUN, None, BEGUN + timedelta(days=120))
            for role in [StaffRole.PRACTITIONER] * 9 + [StaffRole.MANAGER] * 2
        ),
        milestones=(
            MilestoneDay("Contract", True, BEGUN, BEGUN),
            MilestoneDay("12-month review", True, BEGUN + timedelta(days=425), BEGUN),
        ),
        months=months({2025: [2] * 12, 2026: [3] * 12, 2027: [3] * 6}),
        audits=(AuditRound(ON - timedelta(days=60), 10, 84.0),),
        adaptations=(),
        community=(Active(ON - timedelta(days=50), 1), Active(ON - timedelta(days=9), 2)),
    )


def count_use(site: Site, first: date, cases: Sequence[int]) -> None:
    """Use counts month by month from a month on, all entered now."""
    months = months_between(first, date(2035, 1, 1))
    for month, number in zip(months, cases, strict=False):
        values = {"site_id": site.id, "month": month, "number": 1, "cases": number}
        session().add(UseCount(**values, entered_at=clock.now()))
    session().flush()


def fade(site: Site) -> None:
    """The site is at full implementation, and its use stopped with November 2026."""
    with transaction():
        audit.because("site made", summary="For a test.", site_id=site.id)
        row = session().get_one(Site, site.id)
        row.stage, row.training_on = Stage.FULL, date(2024, 3, 1)
        count_use(site, date(2025, 1, 1), [2] * 23 + [0] * 6)
