"""The finished PreISA of a site among many."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.assessments.models import Rater, Round, SavedAnswer, SignOff
from app.assessments.rules import Decision, Draft, Rated, RoundState, seal
from app.demo.scale.filling import Numbers, Row, Rows
from app.instruments import queries
from app.instruments.rules import AnswerKind, Instrument, content_hash

CODE = "preisa"
WEIGHTS = {1.5: 1, 2.6: 3, 3.4: 5, 4.1: 3}  # how good authorities are, and how often
NOT_KNOWN_SHARE = 0.04
MINUTES = 40


@dataclass(frozen=True)
class Published:
    """The version of an instrument that rounds are of."""

    version_id: int
    instrument: Instrument

    @classmethod
    def newest(cls, code: str = CODE) -> "Published":
        """The newest one; LookupError when none is loaded."""
        version = queries.newest(code)
        if version is None:
            raise LookupError(f"“{code}” is not loaded; run `flask seed programme` first.")
        return cls(version.id, queries.instrument(version.id, version.content_hash))


@dataclass(frozen=True)
class Signer:
    """Whose round it is: the site, who rates and signs, who decides, and when it was signed."""

    site_id: int
    rater_id: int
    lead_id: int
    at: datetime


def round_rows(published: Published, who: Signer, numbers: Numbers, chance: random.Random) -> Rows:
    """A round with its rater, 28 answers, sign-off and decision."""
    level = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    opened = who.at - timedelta(days=chance.randint(12, 40))
    answers = {
        item.id: _draft(chance, level, who.at, item.critical) for item in published.instrument.items
    }
    number, rater = numbers.take(Round), numbers.take(Rater)
    content = seal(published.instrument, [Rated("strategic", answers, {}, MINUTES)])
    decision = Decision.PROCEED if level > 2 else Decision.DEFER
    return {
        Round: [_round(number, published, who, opened)],
        Rater: [_rater(rater, number, who, opened)],
        SavedAnswer: [_answer(rater, item, draft, who.at) for item, draft in answers.items()],
        SignOff: [_sign_off(number, content, who, decision)],
    }


def _rater(rater: int, number: int, who: Signer, opened: datetime) -> Row:
    return {
        "id": rater,
        "round_id": number,
        "person_id": who.rater_id,
        "role": "strategic",
        "invited_at": None,
        "invited_by_id": None,
        "withdrawn_at": None,
        "minutes": MINUTES,
        "joined_at": opened + timedelta(hours=2),
        "submitted_at": who.at,
    }


def _sign_off(number: int, content: dict[str, Any], who: Signer, decision: Decision) -> Row:
    return {
        "round_id": number,
        "number": 1,
        "content": content,
        "content_hash": content_hash(content),
        "minutes": MINUTES,
        "signed_off_by_id": who.rater_id,
        "signed_off_at": who.at,
        "caveat": "One person entered what the group had agreed around the table.",
        "decision": decision,
        "decision_date": None,
        "section_responses": {},
        "decision_reason": "Read together with the authority.",
        "decided_by_id": who.lead_id,
        "decided_at": who.at + timedelta(days=5),
        "version": 2,
    }


def _round(number: int, published: Published, who: Signer, opened: datetime) -> Row:
    return {
        "id": number,
        "site_id": who.site_id,
        "instrument_version_id": published.version_id,
        "code": CODE,
        "number": 1,
        "slug": f"{CODE}-1",
        "state": RoundState.SIGNED_OFF,
        "opened_by_id": who.lead_id,
        "opened_at": opened,
        "opens_on": opened.date(),
        "closes_on": opened.date() + timedelta(days=28),
        "result_number": 1,
        "reopened_at": None,
        "reopen_reason": "",
        "version": 2,
    }


def _draft(chance: random.Random, level: float, at: datetime, is_critical: bool) -> Draft:
    if not is_critical and chance.random() < NOT_KNOWN_SHARE:
        due_on = at.date() + timedelta(days=30)
        return Draft(AnswerKind.NOT_KNOWN, owner="The data officer", due_on=due_on)
    score = min(5, max(1, round(chance.gauss(level, 0.7))))
    has_evidence = score >= 4 and chance.random() < 0.8
    return Draft(AnswerKind.SCORE, score, evidence="Named in our folder" if has_evidence else "")


def _answer(rater: int, item_id: str, draft: Draft, at: datetime) -> Row:
    saved = at - timedelta(days=2)
    return {
        "rater_id": rater,
        "item_id": item_id,
        **draft.stored,
        "version": 1,
        "first_saved_at": saved,
        "saved_at": saved,
    }
