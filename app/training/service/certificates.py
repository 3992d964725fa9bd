"""Certificates: issued to whoever passes, withdrawn with a reason."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.instruments.rules import needed, rules_of
from app.instruments.rules.wording import figure
from app.sites.models import Site
from app.training.models import Certificate
from app.training.queries.assessment import AttemptRef
from app.training.rules.assessment import check_reason
from app.training.rules.numbers import new_number
from app.training.service.register import hold

COURSE = "Reunification Practice Framework: assessment after training"
_TRIES = 20


def issue(found: AttemptRef, draw: Callable[[int], int]) -> int:
    """Issue the certificate of a try that was passed; its number in the table.

    The trail names nobody here, not even who acts: results of people stay in the authority.
    """
    nobody = replace(audit.who_acts(), actor_id=None)
    with audit.acting(nobody):
        audit.because(
            "certificate issued",
            summary="A certificate was issued after the assessment.",
            site_id=found.site_id,
        )
    row = Certificate(
        number=_unused(draw),
        site_id=found.site_id,
        person_id=found.person_id,
        attempt_id=found.id,
        holder=session().get_one(Person, found.person_id).name,
        authority=session().get_one(Site, found.site_id).name,
        course=COURSE,
        pass_mark=_pass_mark(found),
        quiz_version=found.quiz_version,
        issued_on=clock.today(),
    )
    session().add(row)
    session().flush()
    return row.id


def withdraw(site_id: int, certificate_id: int, reason: str, version: int) -> None:
    """Withdraw a certificate from today on. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    hold(site_id)
    row = session().get(Certificate, certificate_id, populate_existing=True)
    if row is None or row.site_id != site_id:
        raise LookupError(f"There is no certificate {certificate_id} at this site.")
    if row.version != version:
        raise ChangedMeanwhile(mine=reason, theirs=row.withdrawn_reason)
    refuse(check_reason(reason))
    audit.because("certificate withdrawn", summary="A certificate was withdrawn.", site_id=site_id)
    row.withdrawn_on, row.withdrawn_reason = clock.today(), reason.strip()
    session().flush()


def _pass_mark(found: AttemptRef) -> str:
    quiz = found.instrument()
    percent = figure(rules_of(quiz).pass_percent)
    return f"{percent}% ({needed(quiz)} of {len(quiz.items)} questions)"


def _unused(draw: Callable[[int], int]) -> str:
    for _ in range(_TRIES):
        number = new_number(draw)
        taken = select(Certificate.id).where(Certificate.number == number)
        if session().scalar(taken) is None:
            return number
    raise RuntimeError("No unused certificate number was found.")
