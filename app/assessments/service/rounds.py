"""Writes of self assessment: opening a round, rating, handing in, signing off, deciding."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from app.assessments import queries
from app.assessments.models import Rater, Round, SignOff
from app.assessments.queries import RaterPart, RoundRef, SignOffRow
from app.assessments.rules import (
    Decision,
    Rated,
    RoundState,
    Saved,
    active_minutes,
    answers_by_item,
    progress_of,
    seal,
)
from app.core import audit, clock
from app.core.db import session
from app.instruments.queries import VersionRef, instrument
from app.instruments.rules import content_hash, score_instrument
from app.journey import service as journey
from app.sites.models import Site

COMPLETES = {"preisa": "preisa-submitted", "isa": "isa-submitted", "review": "review-submitted"}


class RoundUnderWay(ValueError):
    """A round of this instrument is not signed off yet; `slug` is its address part."""

    def __init__(self, slug: str) -> None:
        super().__init__("Finish the round that is under way first.")
        self.slug = slug


class BegunBySomebodyElse(ValueError):
    """Somebody else answers in this round already; one person does, for now."""


class NotOpen(ValueError):
    """The round was handed in or signed off, so its answers cannot change."""


class NotHandedIn(ValueError):
    """Somebody else is still answering: their answers are private, and cannot be signed off."""


class NotComplete(ValueError):
    """Items still need an answer before the round can go on; `missing` holds their ids."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"Still to be answered: {', '.join(missing)}")
        self.missing = missing


def _under_way(site_id: int, code: str) -> str | None:
    return session().scalar(
        select(Round.slug).where(
            Round.site_id == site_id,
            Round.code == code,
            Round.state != RoundState.SIGNED_OFF,
        )
    )


def open_round(
    site_id: int, version: VersionRef, *, opens_on: date, closes_on: date, opened_by: int
) -> str:
    """Open a round of an instrument at a site; returns its address part.

    Raises RoundUnderWay while an earlier one of the same instrument is not signed off.
    """
    session().get_one(Site, site_id, with_for_update=True)  # two at once: one after the other
    if (slug := _under_way(site_id, version.code)) is not None:
        raise RoundUnderWay(slug)
    last = session().scalar(
        select(func.max(Round.number)).where(Round.site_id == site_id, Round.code == version.code)
    )
    number = (last or 0) + 1
    short = instrument(version.id, version.content_hash).short_title
    audit.because(
        "round opened",
        summary=f"{short}, round {number}, opened, to be finished by "
        f"{closes_on.day} {closes_on:%B %Y}.",
        site_id=site_id,
    )
    row = Round(
        site_id=site_id,
        instrument_version_id=version.id,
        code=version.code,
        number=number,
        slug=f"{version.code}-{number}",
        state=RoundState.OPEN,
        opened_by_id=opened_by,
        opened_at=clock.now(),
        opens_on=opens_on,
        closes_on=closes_on,
    )
    session().add(row)
    session().flush()
    return row.slug


def begin(found: RoundRef, person_id: int, role: str) -> None:
    """Become the rater of an open round; nothing happens for whoever is already.

    Needs the round locked for writing. Raises NotOpen and BegunBySomebodyElse.
    """
    if found.my_rater_id is not None:
        return
    if not found.is_open:
        raise NotOpen(found.title)
    if queries.raters_of(found.id):
        raise BegunBySomebodyElse(found.title)
    audit.because("round begun", summary=f"{found.title}, begun.", site_id=found.site_id)
    session().add(Rater(round_id=found.id, person_id=person_id, role=role, joined_at=clock.now()))
    session().flush()


def hand_in(found: RoundRef, today: date) -> None:
    """Hand one's answers to the strategic lead, who may read them from now on, and signs them off.

    Needs the round locked for writing. Raises NotComplete; twice is the same as once.
    """
    if not found.is_open or found.my_rater_id is None:
        return
    _require_complete(found, queries.answers_of(found.my_rater_id), today)
    audit.because(
        "round handed in", summary=f"{found.title}, handed in for sign-off.", site_id=found.site_id
    )
    session().get_one(Rater, found.my_rater_id).submitted_at = clock.now()
    found.row.state = RoundState.SUBMITTED
    session().flush()


def send_back(found: RoundRef) -> None:
    """Open answers that were handed in again, so that their rater can change them."""
    if found.state is not RoundState.SUBMITTED:
        return
    audit.because(
        "round sent back", summary=f"{found.title}, sent back for changes.", site_id=found.site_id
    )
    _open_again(found)


def _open_again(found: RoundRef) -> None:
    for rater in session().scalars(select(Rater).where(Rater.round_id == found.id)):
        rater.submitted_at = None
    found.row.state = RoundState.OPEN
    session().flush()


def _require_complete(found: RoundRef, answers: Mapping[str, Saved], today: date) -> None:
    progress = progress_of(found.instrument, answers, today)
    if not progress.is_complete:
        raise NotComplete(tuple(place.item.id for place in progress.missing))


def _rated(found: RoundRef, part: RaterPart, today: date) -> Rated:
    """A rater's part as it is sealed. Raises NotComplete."""
    _require_complete(found, part.answers, today)
    return Rated(
        part.rater.role,
        {item_id: saved.draft for item_id, saved in part.answers.items()},
        part.facts,
        active_minutes(moment for saved in part.answers.values() for moment in saved.moments),
    )


def sign_off(found: RoundRef, signed_by: int, today: date) -> None:
    """Lock the answers, keep a copy with its hash, and complete the milestone of the instrument.

    Needs the round locked for writing. Raises NotHandedIn and NotComplete; twice is the same as
    once. Whoever signs off their own answers need not hand them in to themselves.
    """
    if found.state is RoundState.SIGNED_OFF:
        return
    if found.is_open and found.my_rater_id is None:
        raise NotHandedIn(found.title)
    parts = queries.parts_of(found.id)
    if not parts:
        raise NotComplete(tuple(item.id for item in found.instrument.items))
    rated = [_rated(found, part, today) for part in parts]
    content = seal(found.instrument, rated)
    number = found.result_number + 1
    audit.because("round signed off", summary=_signed_words(found, content), site_id=found.site_id)
    session().add(
        SignOff(
            round_id=found.id,
            number=number,
            content=content,
            content_hash=content_hash(content),
            minutes=max(part.minutes for part in rated),
            signed_off_by_id=signed_by,
            signed_off_at=clock.now(),
        )
    )
    for part in parts:
        part.rater.submitted_at = part.rater.submitted_at or clock.now()
    found.row.state, found.row.result_number = RoundState.SIGNED_OFF, number
    session().flush()
    completes = COMPLETES.get(found.instrument.code)
    if completes and number == 1:
        journey.complete(found.site_id, by=completes, on=today, note=f"{found.title}, signed off.")


def _signed_words(found: RoundRef, content: dict[str, object]) -> str:
    result = score_instrument(found.instrument, answers_by_item(content))
    guide = f" The guide suggests “{result.decision.outcome.label}”." if result.decision else ""
    return f"{found.title}, signed off with {len(result.items)} items.{guide}"


def decide(
    found: RoundRef, result: SignOffRow, *, decision: Decision, reason: str, decided_by: int
) -> None:
    """Record what the NSPCC decides on a signed-off result; the same once more changes nothing."""
    if (result.decision, result.decision_reason) == (decision, reason):
        return
    audit.because(
        "round decided",
        summary=f"{found.title}: the NSPCC decided “{decision.label}”.",
        site_id=found.site_id,
        reason=reason,
    )
    row = session().get_one(SignOff, result.id)
    row.decision, row.decision_reason = decision, reason
    row.decided_by_id, row.decided_at = decided_by, clock.now()
    session().flush()


def reopen(found: RoundRef, reason: str) -> None:
    """Let the answers of a signed-off round change again; the earlier result is kept.

    Needs the round locked for writing. Raises RoundUnderWay where a later one has begun.
    """
    if found.state is not RoundState.SIGNED_OFF:
        return
    if (slug := _under_way(found.site_id, found.instrument.code)) is not None:
        raise RoundUnderWay(slug)
    audit.because(
        "round reopened",
        summary=f"{found.title}, reopened; result {found.result_number} is kept.",
        site_id=found.site_id,
        reason=reason,
    )
    found.row.reopened_at, found.row.reopen_reason = clock.now(), reason
    _open_again(found)
