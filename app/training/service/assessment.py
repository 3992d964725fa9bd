"""Taking the assessment: invited, begun, answered, handed in.

Tries and answers stay out of the trail: the NSPCC reads it, and results of people stay in the
authority. That people were invited, and that a certificate was issued to somebody, is in it.
"""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.core import audit, clock, outbox
from app.core.db import session
from app.core.inserting import insert_for
from app.core.refusals import refuse
from app.core.words import count
from app.instruments.rules import QuizResult, check_chosen, mark, rules_of
from app.notices import service as notices
from app.notices.rules import Kind
from app.sites import queries as sites
from app.sites.queries import Member
from app.training.models import AssessmentInvitation, Attempt, AttemptAnswer, TrainingSession
from app.training.queries import assessment as reads
from app.training.queries.assessment import AttemptRef
from app.training.rules.assessment import Standing, State, check_invited, standing
from app.training.service.certificates import issue
from app.training.service.register import hold


@dataclass(frozen=True)
class SiteNamed:
    """The site that people are invited at."""

    id: int
    slug: str
    name: str


def invite(site: SiteNamed, people: Collection[int], session_id: int | None = None) -> int:
    """Invite members of a site by mail; returns how many. A new invitation begins new tries.

    Raises `Refused`.
    """
    hold(site.id)
    members = {one.person_id: one for one in sites.people_of(site.id)}
    faults = check_invited(people, members)
    if session_id is not None and not _is_here(site.id, session_id):
        faults.append(("session", "Choose a session of this site"))
    refuse(faults)
    chosen = sorted(set(people))
    audit.because(
        "assessment invitation",
        summary=f"{count(len(chosen), 'person', 'people')} invited to the assessment.",
        site_id=site.id,
    )
    rows = [
        AssessmentInvitation(
            site_id=site.id,
            person_id=number,
            session_id=session_id,
            invited_at=clock.now(),
            position=place,
        )
        for place, number in enumerate(chosen)
    ]
    session().add_all(rows)
    session().flush()
    for row in rows:
        _tell(site, members[row.person_id], row.id)
    return len(rows)


def begin(site_id: int, person_id: int) -> int:
    """Begin a try, or go on with the one that runs; its number in the table. Raises `Refused`."""
    hold(site_id)
    found = reads.newest_quiz()
    if found is None:
        refuse([("site", "The assessment is not published yet")])
        raise AssertionError  # refuse has raised
    version, quiz = found
    rules = rules_of(quiz)
    known = reads.tries(person_id, [site_id])[site_id]
    stands = standing(
        reads.openings(person_id, [site_id])[site_id],
        known,
        most=rules.tries,
        wait=timedelta(hours=rules.wait_hours),
        now=clock.now(),
    )
    if stands.running is not None:
        return stands.running.id
    refuse(_why_not(stands))
    row = Attempt(
        site_id=site_id,
        person_id=person_id,
        session_id=stands.opening.session_id if stands.opening else None,
        instrument_version_id=version.id,
        number=len(known) + 1,
        started_at=clock.now(),
    )
    session().add(row)
    session().flush()
    return row.id


def answer(found: AttemptRef, item_id: str, chosen: Collection[str]) -> None:
    """Keep what was chosen for one question. Raises `Refused`, LookupError for no such question,
    and `HandedIn`."""
    _open(found)
    item = found.instrument().by_id.get(item_id)
    if item is None:
        raise LookupError(f"The assessment has no question {item_id}.")
    fault = check_chosen(item, chosen)
    refuse([("chosen", fault)] if fault else [])
    _keep(found.id, {item_id: chosen})


def answer_all(found: AttemptRef, chosen: Mapping[str, Collection[str]]) -> None:
    """Keep the answers to several questions at once, as `answer` does."""
    _open(found)
    by_id = found.instrument().by_id
    refuse(
        [
            ("chosen", fault)
            for id, some in chosen.items()
            if (fault := check_chosen(by_id[id], some))
        ]
    )
    _keep(found.id, chosen)


class HandedIn(Exception):
    """The try was handed in already: nothing in it changes any more."""


def hand_in(found: AttemptRef, draw: Callable[[int], int] = secrets.randbelow) -> QuizResult:
    """End a try and mark it; who passes gets a certificate, whose number is drawn by `draw`.

    Raises `Refused`, `HandedIn`.
    """
    row = _open(found)
    quiz, given = found.instrument(), reads.answers(found.id)
    missing = len(quiz.items) - len(given)
    refuse([("chosen", f"Answer {count(missing, 'more question')} first")] if missing else [])
    result = mark(quiz, given)
    row.handed_in_at = clock.now()
    row.right, row.asked, row.passed = result.right, len(quiz.items), result.passed
    session().flush()
    if result.passed:
        issue(found, draw)
    return result


def _open(found: AttemptRef) -> Attempt:
    """The row of a try, held until the end of the transaction."""
    row = session().get(Attempt, found.id, with_for_update=True, populate_existing=True)
    if row is None or row.handed_in_at is not None:
        raise HandedIn
    return row


def _keep(attempt_id: int, chosen: Mapping[str, Collection[str]]) -> None:
    values = [
        {
            "attempt_id": attempt_id,
            "item_id": item_id,
            "chosen": sorted(set(some)),
            "answered_at": clock.now(),
        }
        for item_id, some in chosen.items()
    ]
    row = insert_for(session())(AttemptAnswer)
    session().execute(
        row.on_conflict_do_update(
            index_elements=[AttemptAnswer.attempt_id, AttemptAnswer.item_id],
            set_={"chosen": row.excluded.chosen, "answered_at": row.excluded.answered_at},
        ),
        values,
    )


def _why_not(stands: Standing) -> list[tuple[str, str]]:
    words = {
        State.CLOSED: "The assessment opens after a session, or when a trainer invites you",
        State.PASSED: "You have passed already",
        State.USED_UP: "You have no tries left: ask a trainer to invite you again",
        State.WAITING: "It is too early for the next try",
    }
    return [("site", words[stands.state])] if stands.state in words else []


def _is_here(site_id: int, session_id: int) -> bool:
    chosen = select(TrainingSession.id).where(
        TrainingSession.id == session_id, TrainingSession.site_id == site_id
    )
    return session().scalar(chosen) is not None


def _tell(site: SiteNamed, member: Member, invitation_id: int) -> None:
    notices.write(
        "training_assessment",
        outbox.Recipient(member.email, member.person_id, member.name),
        {"site": site},
        kind=Kind.ASSESSMENTS,
        path="/training/assessment",
        key=f"assessment:{invitation_id}",
        site_id=site.id,
    )
