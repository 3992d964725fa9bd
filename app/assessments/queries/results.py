"""Reads of everything that was signed off with one instrument at a site, for comparing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select

from app.assessments.models import Round, SignOff
from app.assessments.queries.rounds import RoundRef
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument

EARLIER_ROUNDS = 3


@dataclass(frozen=True)
class Kept:
    """One sign-off of a round; `content` only where it was asked for.

    `is_newest`: no later result of the same round replaced it.
    """

    id: int
    slug: str
    round_number: int
    number: int
    is_newest: bool
    signed_off_at: datetime
    instrument: Instrument
    content: Mapping[str, Any] | None

    @property
    def place(self) -> tuple[int, int]:
        """Its place in time: the round, then the result within it."""
        return self.round_number, self.number

    @property
    def name(self) -> str:
        """Such as "round 1", or "round 1, result 2" where it was replaced by a later one."""
        words = f"round {self.round_number}"
        return words if self.is_newest else f"{words}, result {self.number}"


def history(found: RoundRef, number: int) -> list[Kept]:
    """Every result up to this one, oldest first, one statement; with the content of the newest
    results of the three rounds before."""
    before = and_(
        Round.number >= found.number - EARLIER_ROUNDS,
        Round.number < found.number,
        SignOff.number == Round.result_number,
    )
    return [one for one in _kept(found, before) if one.place <= (found.number, number)]


def beside(found: RoundRef, number: int, older: tuple[int, int | None]) -> list[Kept]:
    """Every result up to this one, oldest first, one statement; with the content of this one and
    of `older`: (round, result), or (round, None) for the newest result of a round."""
    older_round, older_number = older
    wanted_number = Round.result_number if older_number is None else older_number
    this = and_(Round.number == found.number, SignOff.number == number)
    that = and_(Round.number == older_round, SignOff.number == wanted_number)
    return [one for one in _kept(found, or_(this, that)) if one.place <= (found.number, number)]


def versions_between(newer: Instrument, older: Instrument) -> list[Instrument]:
    """The versions published between two of one instrument; nothing is asked where none can be."""
    low, high = sorted((newer.version, older.version))
    if newer.code != older.code or high - low < 2:
        return []
    rows = session().execute(
        select(InstrumentVersion.id, InstrumentVersion.content_hash).where(
            InstrumentVersion.code == newer.code,
            InstrumentVersion.version > low,
            InstrumentVersion.version < high,
            InstrumentVersion.published_at.is_not(None),
        )
    )
    return [instruments.instrument(version_id, content_hash) for version_id, content_hash in rows]


def _kept(found: RoundRef, with_content: ColumnElement[bool]) -> list[Kept]:
    rows = session().execute(
        select(
            SignOff.id,
            SignOff.number,
            SignOff.signed_off_at,
            Round.slug,
            Round.number.label("round_number"),
            Round.result_number,
            InstrumentVersion.id.label("version_id"),
            InstrumentVersion.content_hash,
            case((with_content, SignOff.content)).label("content"),
        )
        .join(Round, Round.id == SignOff.round_id)
        .join(Round.instrument_version)
        .where(
            Round.site_id == found.site_id,
            Round.code == found.instrument.code,
            Round.number <= found.number,
        )
        .order_by(Round.number, SignOff.number)
    )
    return [
        Kept(
            id=row.id,
            slug=row.slug,
            round_number=row.round_number,
            number=row.number,
            is_newest=row.number == row.result_number,
            signed_off_at=row.signed_off_at,
            instrument=instruments.instrument(row.version_id, row.content_hash),
            content=row.content,
        )
        for row in rows
    ]
