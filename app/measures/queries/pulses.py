"""Reads of pulse surveys: their state for the site, their questions behind the link, and results of
those that are closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import func, select

from app.core import clock
from app.core.db import reading, session
from app.core.security.tokens import digest
from app.core.yaml_file import read_yaml
from app.measures.models import Pulse, PulseAnswer
from app.measures.rules.pulse import (
    Points,
    QuestionResult,
    Questions,
    is_open,
    parse_questions,
    results,
)
from app.sites.models import Site
from app.sites.rules import Status
from config import ROOT

PRESENT_VERSION = 1


@dataclass(frozen=True)
class PulseRow:
    """A pulse: `answers` is how many came, `is_open` whether more are taken."""

    id: int
    site_id: int
    number: int
    version: int
    asked: int | None
    opened_at: datetime
    opened_by_id: int | None
    closes_on: date
    closed_at: datetime | None
    answers: int
    is_open: bool

    @property
    def questions(self) -> Questions:
        """What was asked."""
        return questions(self.version)

    @property
    def ended_on(self) -> date:
        """Its last day; of an open one the day it will be."""
        if self.closed_at is None:
            return self.closes_on
        return min(self.closes_on, clock.in_london(self.closed_at).date())


@dataclass(frozen=True)
class PulseResult:
    """A closed pulse and what its answers come to, question by question."""

    pulse: PulseRow
    each: tuple[QuestionResult, ...]


@dataclass(frozen=True)
class Asked:
    """What somebody with the link is shown."""

    pulse_id: int
    site_name: str
    closes_on: date
    questions: Questions


@lru_cache
def questions(version: int = PRESENT_VERSION) -> Questions:
    """A version of the questions, as it stands in seeds/programme."""
    return parse_questions(read_yaml(ROOT / "seeds" / "programme" / f"pulse.v{version}.yaml"))


def pulses_of(site_ids: Collection[int]) -> list[PulseRow]:
    """The pulses of some sites, newest first within each; one statement."""
    came = func.count(PulseAnswer.id)
    chosen = (
        select(Pulse, came)
        .outerjoin(PulseAnswer, PulseAnswer.pulse_id == Pulse.id)
        .where(Pulse.site_id.in_(site_ids))
        .group_by(Pulse.id)
        .order_by(Pulse.site_id, Pulse.number.desc())
    )
    today = clock.today()
    return [_pulse(row, number, today) for row, number in session().execute(chosen)]


def results_of(site_ids: Collection[int], known_at: datetime | None = None) -> list[PulseResult]:
    """What the closed pulses of some sites came to, newest first within each; with a moment: of
    those closed by then. An open one has no result: one answer more would tell what it was. Two
    statements."""
    by = clock.now() if known_at is None else known_at
    day = clock.in_london(by).date()
    closed = [
        one
        for one in pulses_of(site_ids)
        if one.closes_on < day or (one.closed_at is not None and one.closed_at <= by)
    ]
    answers = _answers([one.id for one in closed])
    return [PulseResult(one, results(one.questions, answers.get(one.id, []))) for one in closed]


def asked_behind(token: str) -> Asked | None:
    """The questions behind a link; None where it is none of ours, or takes no answers (any more).
    One statement."""
    chosen = (
        select(Pulse, Site.name)
        .join(Site, Site.id == Pulse.site_id)
        .where(Pulse.token_hash == digest(token), Site.status == Status.ACTIVE.value)
    )
    found = session().execute(chosen).first()
    if found is None:
        return None
    row, name = found
    if not is_open(row.closes_on, row.closed_at is not None, clock.today()):
        return None
    return Asked(row.id, name, row.closes_on, questions(row.version))


def asked_apart(token: str) -> Asked | None:
    """The same, read before the request's own transaction: the try is counted in between."""
    with reading():
        return asked_behind(token)


def _answers(pulse_ids: Collection[int]) -> dict[int, list[Points]]:
    found: dict[int, list[Points]] = {}
    chosen = select(PulseAnswer.pulse_id, PulseAnswer.points)
    rows = session().execute(chosen.where(PulseAnswer.pulse_id.in_(pulse_ids)))
    for pulse, points in rows:
        found.setdefault(pulse, []).append(points)
    return found


def _pulse(row: Pulse, answers: int, today: date) -> PulseRow:
    return PulseRow(
        row.id,
        row.site_id,
        row.number,
        row.version,
        row.asked,
        row.opened_at,
        row.opened_by_id,
        row.closes_on,
        row.closed_at,
        answers,
        is_open(row.closes_on, row.closed_at is not None, today),
    )
