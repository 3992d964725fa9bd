"""Putting the portal's own figures beside the items of a round, for its raters to judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.assessments.models import OfferedFact, Rater, Round, SavedAnswer
from app.assessments.rules import RoundState
from app.assessments.service.refusals import NotOpen
from app.core.db import session
from app.core.inserting import insert_for
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument


@dataclass(frozen=True)
class OfferedWords:
    """What figures say to one item: in words, as of when, from where, and the score they suggest
    (a point of the scale; None where they suggest none)."""

    words: str
    score: int | None
    as_of: date
    source: str


def offer_facts(site_id: int, slug: str, facts: Mapping[str, OfferedWords]) -> int:
    """Put facts beside items of an open round, item -> fact; returns how many stand there now.

    All or none; the same once more changes nothing, and newer figures replace older ones. A fact
    that a rater has judged stays as they read it. Raises LookupError where the site has no such
    round, KeyError for an item the instrument does not have filled in by the portal, ValueError
    for a score that is no point of its scale, and NotOpen once rating is over.
    """
    found, instrument = _round(site_id, slug)
    if found.state != RoundState.OPEN:
        raise NotOpen(instrument.short_title)
    for item_id, fact in facts.items():
        _check(instrument, item_id, fact)
    judged = _judged(found.id)
    rows = [
        {"round_id": found.id, "item_id": item_id, **vars(fact)}
        for item_id, fact in facts.items()
        if item_id not in judged
    ]
    if rows:
        insert = insert_for(session())(OfferedFact).values(rows)
        newer = {name: insert.excluded[name] for name in ("words", "score", "as_of", "source")}
        session().execute(
            insert.on_conflict_do_update(index_elements=["round_id", "item_id"], set_=newer)
        )
    return len(rows)


def _round(site_id: int, slug: str) -> tuple[Round, Instrument]:
    """The round, kept from moving on meanwhile, and its instrument."""
    row = (
        session()
        .execute(
            select(Round, InstrumentVersion.content_hash)
            .join(Round.instrument_version)
            .where(Round.site_id == site_id, Round.slug == slug)
            .with_for_update(of=Round)
        )
        .first()
    )
    if row is None:
        raise LookupError(f"This site has no round {slug}.")
    return row[0], instruments.instrument(row[0].instrument_version_id, row[1])


def _check(instrument: Instrument, item_id: str, fact: OfferedWords) -> None:
    if instrument.by_id[item_id].auto_filled is None:
        raise KeyError(item_id)
    if fact.score is not None and not instrument.scale.holds(fact.score):
        raise ValueError(f"{fact.score} is no point of the scale of {instrument.short_title}.")


def _judged(round_id: int) -> frozenset[str]:
    """Items whose fact a rater has agreed or disagreed with."""
    return frozenset(
        session().scalars(
            select(SavedAnswer.item_id)
            .join(Rater, Rater.id == SavedAnswer.rater_id)
            .where(Rater.round_id == round_id, SavedAnswer.fact_view != "")
        )
    )
