"""Reads of the minutes people took, breaks left out, as they were measured at hand-in."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from app.assessments.models import Rater, Round
from app.assessments.queries.raters import handed_in
from app.assessments.rules.burden import Burden, burden_of
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.sites.models import Site

NEWEST = 500  # hand-ins that count: what people took years ago says little
ROUNDS_SHOWN = 20


@dataclass(frozen=True)
class VersionBurden:
    """One version of an instrument: what it expects of a respondent, and what it took."""

    code: str
    version: int
    title: str
    expected: int
    burden: Burden

    @property
    def name(self) -> str:
        """Such as "PreISA, version 1"."""
        return f"{self.title}, version {self.version}"


@dataclass(frozen=True)
class RoundBurden:
    """One round, and what it took those who handed in."""

    site_name: str
    site_slug: str
    slug: str
    title: str
    burden: Burden


def measured() -> ColumnElement[bool]:
    """A rater who handed in and whose minutes are known."""
    return and_(handed_in(), Rater.minutes.is_not(None))


def burden(code: str) -> Burden:
    """What any version of an instrument took the newest NEWEST people, at every site."""
    minutes = session().scalars(
        select(Rater.minutes)
        .join(Round, Round.id == Rater.round_id)
        .where(Round.code == code, measured())
        .order_by(Rater.submitted_at.desc(), Rater.id.desc())
        .limit(NEWEST)
    )
    return _summed(minutes)


def _summed(minutes: Iterable[int | None]) -> Burden:
    return burden_of([found for found in minutes if found is not None])


def burden_by_version() -> list[VersionBurden]:
    """Each version that somebody handed in with, by title, the newest version first; one
    statement, over the newest NEWEST people of each."""
    newest_first = func.row_number().over(
        partition_by=Round.instrument_version_id,
        order_by=(Rater.submitted_at.desc(), Rater.id.desc()),
    )
    ranked = (
        select(Round.instrument_version_id, Rater.minutes, newest_first.label("place"))
        .join(Round, Round.id == Rater.round_id)
        .where(measured())
        .subquery()
    )
    rows = session().execute(
        select(InstrumentVersion.id, InstrumentVersion.content_hash, ranked.c.minutes)
        .join(ranked, ranked.c.instrument_version_id == InstrumentVersion.id)
        .where(ranked.c.place <= NEWEST)
    )
    taken: dict[tuple[int, str], list[int]] = {}
    for version_id, content_hash, minutes in rows:
        taken.setdefault((version_id, content_hash), []).append(minutes)
    found = []
    for key, minutes in taken.items():
        one = instruments.instrument(*key)
        found.append(
            VersionBurden(one.code, one.version, one.short_title, one.minutes, burden_of(minutes))
        )
    return sorted(found, key=lambda one: (one.title, -one.version))


def burden_by_round() -> list[RoundBurden]:
    """The ROUNDS_SHOWN rounds with the newest hand-ins, newest first; one statement."""
    newest = (
        select(Round.id, func.max(Rater.submitted_at).label("at"))
        .join(Rater, Rater.round_id == Round.id)
        .where(measured())
        .group_by(Round.id)
        .order_by(func.max(Rater.submitted_at).desc(), Round.id.desc())
        .limit(ROUNDS_SHOWN)
        .subquery()
    )
    rows = session().execute(
        select(Round, Site.name, Site.slug, InstrumentVersion.content_hash, Rater.minutes)
        .join(newest, newest.c.id == Round.id)
        .join(Site, Site.id == Round.site_id)
        .join(Round.instrument_version)
        .join(Rater, Rater.round_id == Round.id)
        .where(measured())
        .order_by(newest.c.at.desc(), Round.id.desc())
    )
    taken: dict[int, tuple[tuple[str, str, str, str], list[int | None]]] = {}
    for row, site_name, site_slug, content_hash, minutes in rows:
        one = instruments.instrument(row.instrument_version_id, content_hash)
        words = (site_name, site_slug, row.slug, f"{one.short_title}, round {row.number}")
        taken.setdefault(row.id, (words, []))[1].append(minutes)
    return [RoundBurden(*words, _summed(minutes)) for words, minutes in taken.values()]
