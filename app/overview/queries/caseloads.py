"""Who leads how many sites for the NSPCC, and how those stand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from app.checkins.models import CheckInCall
from app.checkins.rules import CallState
from app.core.clock import in_london
from app.core.db import session
from app.journey.models import JourneyProgress as Progress
from app.sites import queries as sites
from app.sites.models import PostHolding, Site
from app.sites.queries import CoverRow
from app.sites.rules import Status
from app.sites.rules.posts import Post


@dataclass(frozen=True)
class CaseloadRow:
    """A member of staff with the numbers of the sites they lead that are not stopped.

    `covers`: who stands in for them now or soon; `stands_in`: for whom they do.
    """

    person_id: int
    name: str
    leads: int
    deputises: int
    critical_late: int
    without_call: int
    without_strategic: int
    covers: tuple[CoverRow, ...]
    stands_in: tuple[CoverRow, ...]

    @property
    def has_sites(self) -> bool:
        """Whether there is anything to hand over."""
        return bool(self.leads or self.deputises)


def caseloads(now: datetime) -> list[CaseloadRow]:
    """Every lead and administrator with an open account, by name; four statements."""
    today = in_london(now).date()
    counts = {row.lead_id: row for row in session().execute(_counted(now))}
    active = Site.status != Status.STOPPED.value
    counted = select(Site.deputy_id, func.count()).where(active).group_by(Site.deputy_id)
    deputies = {person: number for person, number in session().execute(counted)}
    covers = sites.covers(today)
    return [
        CaseloadRow(
            person_id=one.person_id,
            name=one.name,
            deputises=deputies.get(one.person_id, 0),
            covers=tuple(cover for cover in covers if cover.absent_id == one.person_id),
            stands_in=tuple(cover for cover in covers if cover.cover_id == one.person_id),
            **_numbers(counts.get(one.person_id)),
        )
        for one in sites.staff()
    ]


def _numbers(row: Any) -> dict[str, int]:
    names = ("leads", "critical_late", "without_call", "without_strategic")
    return {name: getattr(row, name) if row is not None else 0 for name in names}


def _counted(now: datetime) -> Any:
    """For each lead: sites, those with a critical milestone overdue, without a call, without a
    strategic lead."""
    today = in_london(now).date()
    return (
        select(
            Site.lead_id,
            func.count().label("leads"),
            _number(Progress.critical_on < today).label("critical_late"),
            _number(~_is_called(now)).label("without_call"),
            _number(~_has_strategic(today)).label("without_strategic"),
        )
        .select_from(Site)
        .outerjoin(Progress, Progress.site_id == Site.id)
        .where(Site.status != Status.STOPPED.value)
        .group_by(Site.lead_id)
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _is_called(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        CheckInCall.site_id == Site.id,
        CheckInCall.state == CallState.PLANNED.value,
        CheckInCall.starts_at >= now,
    )


def _has_strategic(today: date) -> ColumnElement[bool]:
    return exists().where(
        PostHolding.site_id == Site.id,
        PostHolding.post == Post.STRATEGIC.value,
        PostHolding.starts_on <= today,
        or_(PostHolding.ends_on.is_(None), PostHolding.ends_on >= today),
    )
