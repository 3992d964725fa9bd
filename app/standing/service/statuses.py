"""Declaring a status, asking to resume, and answering that."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.queries import Contact
from app.sites.rules import Status
from app.sites.service import record_status
from app.standing import queries
from app.standing.models import ResumeRequest, StatusDeclaration
from app.standing.rules import (
    Answer,
    Declaration,
    Present,
    Reason,
    check_declaration,
    said_in_words,
)
from app.standing.rules.declaring import SHORTEST_WORDS, codes_in_words
from app.standing.service import telling
from app.standing.service.refusals import ChangedMeanwhile


def declare(
    site_id: int, said: Declaration, seen: Status | None = None, continues_at: int | None = None
) -> None:
    """Declare where a site stands; its lead, deputy and strategic leads are told.

    `seen` is the status the person saw when deciding; `continues_at` the adoption that goes on
    after a merger. Raises Refused, ChangedMeanwhile, and LookupError when there is no such site.
    """
    site = _locked(site_id)
    if seen is not None and seen != site.status:
        raise ChangedMeanwhile
    _declare(site, said, continues_at)


def _declare(
    site: Site,
    said: Declaration,
    continues_at: int | None = None,
    request: ResumeRequest | None = None,
) -> None:
    """The same at a locked site; being active again answers the `request` that waits."""
    refuse(check_declaration(_present(site), said, clock.today()))
    row = _record(site, said, continues_at)
    people, by = sites.contacts(site.id), audit.who_acts().actor_id
    if said.to is Status.ACTIVE and (request or (request := _waiting(site))):
        _answer(site, request, Answer.RESUME, said.words, people)
    not_to = {by, request.asked_by_id if request else None}
    told = [one for one in people if one.person_id not in not_to]
    telling.tell_declared(site, row, said, told, people)


def _record(site: Site, said: Declaration, continues_at: int | None) -> StatusDeclaration:
    words = said_in_words(said.to, said.on, said.until, said.on)
    audit.because(
        "site status declared",
        summary=f"The site was declared {words[:1].lower()}{words[1:]}.",
        site_id=site.id,
        reason=f"{codes_in_words(said.reasons)}. {said.words.strip()}",
    )
    row = StatusDeclaration(
        site_id=site.id,
        status=said.to.value,
        on=said.on,
        until=said.until if said.to is Status.PAUSED else None,
        reasons=[one.value for one in dict.fromkeys(said.reasons)],
        words=said.words.strip(),
        continues_at_id=continues_at,
        declared_by_id=audit.who_acts().actor_id,
        declared_at=clock.now(),
    )
    session().add(row)
    record_status(site, said.to)
    return row


def _locked(site_id: int) -> Site:
    site = session().get(Site, site_id, with_for_update=True, populate_existing=True)
    if site is None:
        raise LookupError(f"There is no site with the number {site_id}.")
    return site


def _present(site: Site) -> Present:
    latest = queries.declared_now(site.id)
    if latest is None or latest.status != site.status:
        return Present(Status(site.status))
    return latest.present


def _waiting(site: Site) -> ResumeRequest | None:
    """The request that waits for an answer; there is at most one."""
    waiting = select(ResumeRequest).where(
        ResumeRequest.site_id == site.id, ResumeRequest.answer == Answer.WAITING.value
    )
    return session().scalars(waiting).first()


def ask_to_resume(site_id: int, person_id: int, words: str) -> None:
    """Ask the NSPCC's lead and deputy to resume a paused or stopped site; one request waits at a
    time. Raises Refused."""
    site = _locked(site_id)
    if Status(site.status) is Status.ACTIVE:
        raise Refused([("words", "The site is active again: there is nothing to ask for")])
    if len(words.strip()) < SHORTEST_WORDS:
        raise Refused([("words", "Say what has changed, in ten characters or more")])
    if _waiting(site) is not None:
        raise Refused([("words", "Somebody has asked already; the NSPCC’s answer is waited for")])
    audit.because(
        "resuming asked for",
        summary="Somebody of the authority asked to resume.",
        site_id=site_id,
        reason=words.strip(),
    )
    row = ResumeRequest(
        site_id=site_id, words=words.strip(), asked_by_id=person_id, asked_at=clock.now()
    )
    session().add(row)
    session().flush()
    telling.tell_asked(site, row, session().get_one(Person, person_id).name)


def answer_request(site_id: int, request_id: int, answer: Answer, words: str) -> None:
    """Answer a request: RESUME makes the site active from today, NOT_YET says why not.

    Raises Refused, ChangedMeanwhile when it has been answered, LookupError.
    """
    site = _locked(site_id)
    row = session().get(ResumeRequest, request_id, with_for_update=True, populate_existing=True)
    if row is None or row.site_id != site_id:
        raise LookupError(f"There is no request with the number {request_id} at this site.")
    if row.answer != Answer.WAITING.value:
        raise ChangedMeanwhile
    if len(words.strip()) < SHORTEST_WORDS:
        raise Refused([("words", "Say why in a sentence, in ten characters or more")])
    if answer is Answer.RESUME:
        said = Declaration(Status.ACTIVE, (Reason.COMMITTED,), words, clock.today())
        _declare(site, said, request=row)
        return
    audit.because(
        "resuming answered",
        summary="The NSPCC answered the request to resume: not yet.",
        site_id=site_id,
        about_id=row.asked_by_id,
        reason=words.strip(),
    )
    _answer(site, row, answer, words, sites.nspcc_contacts(site_id))


def _answer(
    site: Site, row: ResumeRequest, answer: Answer, words: str, people: Sequence[Contact]
) -> None:
    row.answer, row.answer_words = answer.value, words.strip()
    row.answered_by_id, row.answered_at = audit.who_acts().actor_id, clock.now()
    session().flush()
    asker = session().get_one(Person, row.asked_by_id)
    if asker.deactivated_at is None:
        contact = Contact(asker.id, asker.name, asker.email, "", is_nspcc=False)
        telling.tell_answered(site, row, contact, people)
