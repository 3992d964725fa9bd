"""Writes at the end of a round: signing off, the NSPCC's answer, opening it again."""

from collections.abc import Mapping
from datetime import date

from app.assessments import queries
from app.assessments.models import SignOff
from app.assessments.queries import RaterPart, RoundRef, SignOffRow
from app.assessments.rules import (
    Agreed,
    NspccAnswer,
    Part,
    Rated,
    RoomRecord,
    RoundState,
    active_minutes,
    answers_by_item,
    check_quorum,
    decision_option,
    progress_of,
    seal,
)
from app.assessments.service import mails
from app.assessments.service.refusals import CaveatMissing, NotComplete, NotHandedIn
from app.assessments.service.rounds import open_again, under_way_of
from app.core import audit, clock
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.rules import content_hash, score_instrument
from app.journey import service as journey

COMPLETES = {"preisa": "preisa-submitted", "isa": "isa-submitted", "review": "review-submitted"}


def sign_off(found: RoundRef, signed_by: int, today: date, caveat: str = "") -> None:
    """Lock the answers, keep a copy with its hash, and complete the milestone of the instrument.

    `caveat` says why it is signed off although something is missing (`what_lacks`). Needs the
    round locked for writing; twice is the same as once. Whoever signs off their own answers need
    not hand them in to themselves. Raises NotHandedIn, NotComplete and CaveatMissing.
    """
    if found.state is RoundState.SIGNED_OFF:
        return
    parts = _parts(found)
    rated = [_rated(found, part, today) for part in parts]
    if (lacks := what_lacks(found, parts)) and not caveat:
        raise CaveatMissing(lacks)
    agreed, room = _agreed(found)
    content = seal(found.instrument, rated, agreed, room)
    number = found.result_number + 1
    kept = caveat if lacks else ""
    words = _signed_words(found, content)
    audit.because("round signed off", summary=words, site_id=found.site_id, reason=kept)
    session().add(
        SignOff(
            round_id=found.id,
            number=number,
            content=content,
            content_hash=content_hash(content),
            minutes=max(part.minutes for part in rated),
            signed_off_by_id=signed_by,
            signed_off_at=clock.now(),
            caveat=kept,
        )
    )
    for part, one in zip(parts, rated, strict=True):
        part.rater.submitted_at = part.rater.submitted_at or clock.now()
        if part.rater.minutes is None:
            part.rater.minutes = one.minutes
    found.row.state, found.row.result_number = RoundState.SIGNED_OFF, number
    session().flush()
    _tell_of(found, number, today)


def _parts(found: RoundRef) -> list[RaterPart]:
    if found.state is RoundState.IN_ROOM:
        raise NotHandedIn(found.title)
    if found.is_open:
        alone = found.my_part is Part.RATING and queries.answering(found.id).asked == 1
        if not alone:
            raise NotHandedIn(found.title)
    parts = queries.parts_of(found.id)
    if not parts:
        raise NotComplete(tuple(item.id for item in found.instrument.items))
    return parts


def what_lacks(found: RoundRef, parts: list[RaterPart] | None = None) -> str:
    """What is missing for a sign-off without a word of explanation, in words; empty: nothing.

    The quorum is asked about here where there was no room: who opened a room without it said why.
    """
    lacks = []
    raters = queries.parts_of(found.id) if parts is None else parts
    quorum = check_quorum(found.instrument, [part.rater.role for part in raters])
    if not quorum.is_met and not found.has_room:
        lacks.append(quorum.missing)
    before = found.instrument.after
    if missing := [code for code in before if not queries.is_signed_off(found.site_id, code)]:
        names = [_short_title(code) for code in missing]
        lacks.append(f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} not signed off")
    return "; ".join(lacks)


def _short_title(code: str) -> str:
    version = instruments.newest(code)
    found = version and instruments.instrument(version.id, version.content_hash)
    return f"the {found.short_title}" if found else code


def _rated(found: RoundRef, part: RaterPart, today: date) -> Rated:
    """A rater's part as it is sealed. Raises NotComplete where it was never handed in."""
    if part.rater.submitted_at is None:
        progress = progress_of(found.instrument, part.answers, today)
        if not progress.is_complete:
            raise NotComplete(tuple(place.item.id for place in progress.missing))
    return Rated(
        part.rater.role,
        {item_id: saved.draft for item_id, saved in part.answers.items()},
        part.facts,
        active_minutes(moment for saved in part.answers.values() for moment in saved.moments),
    )


def _agreed(found: RoundRef) -> tuple[Mapping[str, Agreed], RoomRecord | None]:
    room = found.room
    if room is None or not found.has_room:
        return {}, None
    return queries.agreed_of(found), RoomRecord(room.note, room.done, room.without_quorum)


def _signed_words(found: RoundRef, content: Mapping[str, object]) -> str:
    result = score_instrument(found.instrument, answers_by_item(content))
    guide = f" The guide suggests “{result.decision.outcome.label}”." if result.decision else ""
    band = f" Band: “{result.band.band.label}”." if result.band else ""
    return f"{found.title}, signed off with {len(result.items)} items.{guide}{band}"


def _tell_of(found: RoundRef, number: int, today: date) -> None:
    mails.tell_lead(found, "assessments_signed_off", f"signed-off:{number}")
    completes = COMPLETES.get(found.instrument.code)
    if completes and number == 1:
        journey.complete(found.site_id, by=completes, on=today, note=f"{found.title}, signed off.")


def decide(found: RoundRef, result: SignOffRow, answer: NspccAnswer, decided_by: int) -> None:
    """Record what the NSPCC decides on a signed-off result and answers to it; the same once more
    changes nothing. Raises KeyError for a decision the instrument does not offer.
    """
    option = decision_option(found.instrument, answer.decision)
    if option is None:
        raise KeyError(answer.decision)
    if result.answer == answer:
        return
    audit.because(
        "round decided",
        summary=f"{found.title}: the NSPCC decided “{option.label}”.",
        site_id=found.site_id,
        reason=answer.reason,
    )
    row = session().get_one(SignOff, result.id)
    row.decision, row.decision_date = answer.decision, answer.on
    row.decision_reason, row.section_responses = answer.reason, dict(answer.sections)
    row.decided_by_id, row.decided_at = decided_by, clock.now()
    session().flush()
    mails.tell_strategic(found, "assessments_answered", f"answered:{row.id}:{row.version}")


def reopen(found: RoundRef, reason: str) -> None:
    """Let a signed-off round change again; the earlier result is kept.

    One rater alone answers again; where there was a room, the conversation goes on there, because
    what was revealed cannot become private. Needs the round locked for writing. Raises
    RoundUnderWay where a later one has begun.
    """
    if found.state is not RoundState.SIGNED_OFF:
        return
    under_way_of(found)
    audit.because(
        "round reopened",
        summary=f"{found.title}, reopened; result {found.result_number} is kept.",
        site_id=found.site_id,
        reason=reason,
    )
    found.row.reopened_at, found.row.reopen_reason = clock.now(), reason
    open_again(found)
