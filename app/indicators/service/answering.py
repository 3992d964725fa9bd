"""What people say to signals, what they set by hand, and what an authority says of its papers.

Nothing is judged here: the trail tells the worker, which judges the site within a minute.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused
from app.indicators.models import IndicatorOverride, PolicyEmbedding, SignalAnswer
from app.indicators.queries.present import Override, present_of
from app.indicators.rules.answering import Overridden, check_answer, check_override
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.embedding import check_embedding
from app.indicators.service.carrying import Carried, carry
from app.sites.rules.levels import Level
from app.sites.rules.succession import in_words


def answer_signal(
    site_id: int, code: str, answer: str, words: str, until: date | None, by: int
) -> None:
    """Say what is done about a signal; what was said before ends. Raises Refused, LookupError."""
    present = present_of(site_id)
    signals = present.judgement.warning.signals if present else ()
    signal = next((one for one in signals if one.code == code), None)
    if signal is None:
        raise LookupError(f"There is no signal {code} at this site.")
    faults = check_answer(signal, answer, words, until, clock.today())
    if faults or until is None:
        raise Refused(faults)
    audit.because(
        "signal answered",
        summary=f"Signal {code}, {DEFINITIONS[code].name.lower()}: answered.",
        site_id=site_id,
        reason=words.strip(),
        nspcc_only=True,
    )
    _end_answers(site_id, code)
    session().add(
        SignalAnswer(
            site_id=site_id,
            code=code,
            grade=signal.grade,
            answer=answer,
            words=words.strip(),
            until=until,
            said_by_id=by,
            said_at=clock.now(),
        )
    )
    session().flush()


def _end_answers(site_id: int, code: str) -> None:
    still = (SignalAnswer.site_id == site_id, SignalAnswer.code == code)
    rows = select(SignalAnswer).where(*still, SignalAnswer.ended_at.is_(None))
    for row in session().scalars(rows):
        row.ended_at = clock.now()


def set_by_hand(
    site_id: int, what: Overridden, value: str, reason: str, until: date | None, by: int
) -> None:
    """Set the level or the status of a site until a day; what was set before ends. Raises
    Refused."""
    faults = check_override(what, value, reason, until, clock.today())
    if faults or until is None:
        raise Refused(faults)
    audit.because(
        f"{what.value} set by hand",
        summary=f"{_NAMES[what]} set by hand until {in_words(until)}.",
        site_id=site_id,
        reason=reason.strip(),
        nspcc_only=True,
    )
    _end_overrides(site_id, what, by)
    session().add(
        IndicatorOverride(
            site_id=site_id,
            what=what.value,
            value=value,
            reason=reason.strip(),
            since=clock.today(),
            until=until,
            set_by_id=by,
            set_at=clock.now(),
        )
    )
    session().flush()
    if what is Overridden.LEVEL:
        _carry(site_id, Level(value), reason.strip())


_NAMES = {
    Overridden.LEVEL: "Early-warning level",
    Overridden.STATUS: "Sustainment status",
}


def end_by_hand(site_id: int, found: Override, by: int) -> None:
    """Go back to what is worked out. Again: nothing happens."""
    audit.because(
        f"{found.what.value} worked out again",
        summary=f"{_NAMES[found.what]} is worked out again.",
        site_id=site_id,
        nspcc_only=True,
    )
    _end_overrides(site_id, found.what, by)
    session().flush()
    if found.what is Overridden.LEVEL:
        _carry(site_id, None, "")


def _carry(site_id: int, by_hand: Level | None, reason: str) -> None:
    """The site carries a level set by hand, or what is worked out, at once; the rest is judged by
    the worker within a minute."""
    present = present_of(site_id)
    if present is None and by_hand is None:
        return
    marks = present.judgement.warning.marks if present else ""
    resting = present.judgement.resting if present else False
    level = by_hand or (present.held.level if present else Level.STEADY)
    why = reason or (present.reason if present else "")
    carry({site_id: Carried(level, why, marks, by_hand is not None, resting)})


def _end_overrides(site_id: int, what: Overridden, by: int) -> None:
    still = (IndicatorOverride.site_id == site_id, IndicatorOverride.what == what.value)
    rows = select(IndicatorOverride).where(*still, IndicatorOverride.ended_at.is_(None))
    for row in session().scalars(rows):
        row.ended_at, row.ended_by_id = clock.now(), by


def say_papers(site_id: int, places: Collection[str], reviewed_on: date | None, by: int) -> None:
    """Say which of the authority's own papers hold the framework. Raises Refused."""
    faults = check_embedding(places, reviewed_on, clock.today())
    if faults:
        raise Refused(faults)
    audit.because(
        "papers said",
        summary=f"The framework stands in {len(set(places))} of eight papers of the authority.",
        site_id=site_id,
    )
    session().add(
        PolicyEmbedding(
            site_id=site_id,
            on=clock.today(),
            places=sorted(set(places)),
            ticked=len(set(places)),
            reviewed_on=reviewed_on,
            entered_by_id=by,
            entered_at=clock.now(),
        )
    )
    session().flush()
