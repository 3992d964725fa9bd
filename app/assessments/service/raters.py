"""Writes about who rates: asking colleagues, beginning, handing in, taking back."""

from collections.abc import Mapping

from sqlalchemy import select

from app.accounts.models import Person
from app.assessments import queries
from app.assessments.models import AwaitedRater, Rater
from app.assessments.queries import RoundRef
from app.assessments.rules import (
    STRATEGIC,
    Part,
    RoundState,
    active_minutes,
    check_quorum,
    progress_of,
    role_words,
)
from app.assessments.service import mails
from app.assessments.service.refusals import NotAsked, NotComplete, NotOpen, NowAlone
from app.core import audit, clock
from app.core.db import session
from app.core.words import count
from app.sites import queries as sites
from app.sites import service as site_service
from app.sites.rules import SiteRole


def ask(found: RoundRef, wanted: Mapping[int, str], asked_by: int) -> int:
    """Ask exactly these people of the site to rate: person -> role. Returns how many are new.

    Whoever is no longer wanted is withdrawn unless they handed in; a changed role is kept. Needs
    the round locked for writing. Raises NotOpen once rating is over, and LookupError for somebody
    who does not belong to the site.
    """
    if not found.is_open:
        raise NotOpen(found.title)
    here = {member.person_id for member in sites.people_of(found.site_id)}
    rows = {row.person_id: row for row in _rows(found)}
    if strangers := set(wanted) - here - set(rows):
        raise LookupError(f"{strangers} do not belong to this site.")
    changed = _changes(rows, wanted)
    if not changed:
        return 0
    new = [person for person in changed if person in wanted and not _is_asked(rows.get(person))]
    audit.because(
        "raters asked",
        summary=f"{found.title}: {count(len(wanted), 'person is', 'people are')} asked to answer.",
        site_id=found.site_id,
    )
    for person in changed:
        _settle(found, rows.get(person), person, wanted.get(person), asked_by)
    session().flush()
    people = session().scalars(select(Person).where(Person.id.in_(new)).order_by(Person.id))
    mails.ask_to_rate(
        found, [(one, role_words(found.instrument, wanted[one.id])) for one in people]
    )
    return len(new)


def _rows(found: RoundRef) -> list[Rater]:
    return list(session().scalars(select(Rater).where(Rater.round_id == found.id)))


def _is_asked(row: Rater | None) -> bool:
    return row is not None and row.withdrawn_at is None


def _changes(rows: Mapping[int, Rater], wanted: Mapping[int, str]) -> list[int]:
    changed = []
    for person in sorted({*rows, *wanted}):
        row = rows.get(person)
        stays = row is not None and row.submitted_at is not None and person not in wanted
        was = row.role if row is not None and _is_asked(row) else None
        if not stays and was != wanted.get(person):
            changed.append(person)
    return changed


def _settle(
    found: RoundRef, row: Rater | None, person: int, role: str | None, asked_by: int
) -> None:
    """Bring one row in line with what is wanted; `role` None: no longer asked."""
    if role is None:
        if row is not None:
            row.withdrawn_at = clock.now()
        return
    if row is None:
        row = Rater(round_id=found.id, person_id=person)
        session().add(row)
    if row.invited_at is None or row.withdrawn_at is not None:
        row.invited_at, row.invited_by_id = clock.now(), asked_by
    row.role, row.withdrawn_at = role, None


def ask_newcomer(found: RoundRef, name: str, email: str, role: str, asked_by: int) -> None:
    """Invite somebody to the site as a contributor, and to this round once they joined.

    Raises NotOpen, and sites.rules.Refused for what cannot be invited; an invitation to the site
    that waits already is used for the round too.
    """
    if not found.is_open:
        raise NotOpen(found.title)
    waiting = sites.open_invitations(found.site_id, email)
    if waiting and waiting[0].has_expired:
        site_service.resend(found.site_id, waiting[0].id)
    invitation = (
        waiting[0].id
        if waiting
        else site_service.invite(found.site_id, name, email, SiteRole.CONTRIBUTOR, asked_by)
    )
    audit.because(
        "raters asked",
        summary=f"{found.title}: somebody new is asked to answer.",
        site_id=found.site_id,
    )
    waits = {"round_id": found.id, "invitation_id": invitation}
    row = session().scalars(select(AwaitedRater).filter_by(**waits)).first()
    if row is None:
        row = AwaitedRater(**waits)
        session().add(row)
    row.role, row.invited_by_id = role, asked_by
    session().flush()


def ask_again(found: RoundRef, rater_id: int) -> bool:
    """Send the mail once more to somebody who has not handed in; at most once a day.

    Returns whether one was queued. Raises LookupError where nobody waits under this number.
    """
    row = session().get(Rater, rater_id)
    awaited = row is not None and row.round_id == found.id and row.submitted_at is None
    if row is None or not awaited or row.withdrawn_at is not None or not found.is_open:
        raise LookupError("Nobody is waited for under this number.")
    words = role_words(found.instrument, row.role)
    queued = mails.ask_to_rate(found, [(row.person, words)], again=True) > 0
    if queued:
        audit.because(
            "rater reminded", summary=f"{found.title}: one person was asked again.",
            site_id=found.site_id,
        )  # fmt: skip
    return queued


def begin(found: RoundRef, person_id: int, role: str) -> None:
    """Begin to rate: whoever was asked, in the role they were asked in, and any strategic lead.

    `role` is the person's role at the site. Needs the round locked for writing; nothing happens
    for whoever has begun. Raises NotOpen and NotAsked.
    """
    if found.my_rater_id is not None:
        return
    if not found.is_open:
        raise NotOpen(found.title)
    if found.my_part is Part.NONE and role != STRATEGIC:
        raise NotAsked(found.title)
    row = session().scalar(
        select(Rater).where(Rater.round_id == found.id, Rater.person_id == person_id)
    )
    audit.because(
        "round begun", summary=f"{found.title}: somebody began to answer.", site_id=found.site_id
    )
    if row is None:
        row = Rater(round_id=found.id, person_id=person_id, role=found.my_role or role)
        session().add(row)
    row.joined_at, row.withdrawn_at = row.joined_at or clock.now(), None
    session().flush()


def hand_in(found: RoundRef, *, promised_private: bool = False) -> None:
    """Hand one's answers in: they stay private until the reveal, and cannot change meanwhile.

    Whoever answers alone hands them to the strategic lead for sign-off; `promised_private`: their
    page did not say so. Needs the round locked for writing. Raises NotComplete, and NowAlone where
    that promise could not be kept; twice is the same as once.
    """
    if not found.may_answer or found.my_rater_id is None:
        return
    answers = queries.answers_of(found.my_rater_id)
    progress = progress_of(found.instrument, answers, clock.today())
    if not progress.is_complete:
        raise NotComplete(tuple(place.item.id for place in progress.missing))
    alone = queries.answering(found.id).asked == 1
    if alone and promised_private:
        raise NowAlone(found.title)
    row = session().get_one(Rater, found.my_rater_id)
    audit.because(
        "round handed in",
        summary=f"{found.title}: {_a(role_words(found.instrument, row.role))} handed in.",
        site_id=found.site_id,
    )
    row.submitted_at = clock.now()
    row.minutes = active_minutes(m for saved in answers.values() for m in saved.moments)
    session().flush()
    if alone:
        found.row.state = RoundState.SUBMITTED
        session().flush()
        mails.tell_strategic(found, "assessments_to_sign_off", f"handed-in:{found.row.version}")
    elif check_quorum(found.instrument, queries.handed_in_roles(found.id)).is_met:
        mails.tell_lead(found, "assessments_quorum", "quorum")


def _a(role: str) -> str:
    return f"{'an' if role[:1] in 'AEIOU' else 'a'} {role[:1].lower()}{role[1:]}"


def take_back(found: RoundRef) -> None:
    """Take one's own answers back while nobody else has seen them, to change something."""
    if found.my_part is not Part.HANDED_IN or found.my_rater_id is None or not found.is_open:
        return
    audit.because(
        "round taken back",
        summary=f"{found.title}: somebody took their answers back to change them.",
        site_id=found.site_id,
    )
    session().get_one(Rater, found.my_rater_id).submitted_at = None
    session().flush()
