"""Raising a barrier, and answering it: whoever raised it is told what became of it."""

from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.refusals import ChangedMeanwhile
from app.notices import service as notices
from app.notices.rules import Kind
from app.plans.models import BarrierCode, RaisedBarrier
from app.plans.queries.barriers import BarrierRow
from app.plans.rules import Fault, refuse
from app.plans.rules.barriers import Disposition, GoesTo, NewBarrier, check_answer, check_barrier
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.queries import Contact


def raise_barrier(site_id: int, new: NewBarrier, raised_by: int) -> int:
    """Say what stands in the way, and tell whoever is asked to answer; returns its number.

    One of the same person that waits for an answer word for word is not raised again. Raises
    `Refused`.
    """
    site = session().get_one(Site, site_id, with_for_update=True)
    refuse(Fault(field, message) for field, message in check_barrier(new))
    same = session().scalar(
        select(RaisedBarrier.id).where(
            RaisedBarrier.site_id == site_id,
            RaisedBarrier.raised_by_id == raised_by,
            RaisedBarrier.words == new.words.strip(),
            RaisedBarrier.answered_at.is_(None),
        )
    )
    if same is not None:
        return same
    goes_to = GoesTo(new.goes_to)
    audit.because(
        "barrier raised",
        summary=f"Barrier raised ({', '.join(sorted(set(new.codes)))}), to be answered by "
        f"{_name(goes_to)}.",
        site_id=site_id,
    )
    row = RaisedBarrier(
        site_id=site_id,
        words=new.words.strip(),
        goes_to=goes_to.value,
        raised_by_id=raised_by,
        raised_at=clock.now(),
        disposition="",
        answer="",
    )
    session().add(row)
    session().flush()
    session().add_all(BarrierCode(barrier_id=row.id, code=code) for code in sorted(set(new.codes)))
    session().flush()
    _tell_who_answers(site, row, raised_by)
    return row.id


def answer_barrier(
    found: BarrierRow, disposition: str, answer: str, version: int, answered_by: int
) -> None:
    """Say what became of a barrier; whoever raised it gets a mail for each answer.

    An answer can be put right later. Raises `Refused`, `ChangedMeanwhile`.
    """
    row = session().get_one(RaisedBarrier, found.id, with_for_update=True)
    if row.site_id != found.site_id:
        raise LookupError(f"There is no barrier with the number {found.id} at this site.")
    if row.version != version:
        raise ChangedMeanwhile(
            mine=_words(disposition, answer), theirs=_words(row.disposition, row.answer)
        )
    refuse(Fault(field, message) for field, message in check_answer(disposition, answer))
    if (row.disposition, row.answer) == (disposition, answer.strip()):
        return
    audit.because(
        "barrier answered",
        summary=f"Barrier {row.id} answered: {Disposition(disposition).label.lower()}.",
        site_id=found.site_id,
        about_id=row.raised_by_id,
    )
    row.disposition, row.answer = disposition, answer.strip()
    row.answered_by_id = answered_by
    row.answered_at = row.answered_at or clock.now()
    session().flush()
    _tell_who_raised(row)


def pass_on(found: BarrierRow, goes_to: GoesTo, passed_by: int) -> None:
    """Ask the other side to answer; what is answered stays."""
    row = session().get_one(RaisedBarrier, found.id, with_for_update=True)
    if row.answered_at is not None or row.goes_to == goes_to:
        return
    audit.because(
        "barrier passed on",
        summary=f"Barrier {row.id} passed on to {_name(goes_to)}.",
        site_id=found.site_id,
    )
    row.goes_to = goes_to.value
    session().flush()
    _tell_who_answers(session().get_one(Site, found.site_id), row, passed_by)


def _tell_who_answers(site: Site, row: RaisedBarrier, done_by: int) -> None:
    people = sites.contacts(site.id)
    ours = [one for one in people if one.is_nspcc == (row.goes_to == GoesTo.NSPCC)]
    for person in ours:
        if person.person_id != done_by:
            _queue("plans_barrier_raised", site, row, person, people)


def _tell_who_raised(row: RaisedBarrier) -> None:
    """Unless they answer themselves, or cannot read it any longer."""
    site, raiser = session().get_one(Site, row.site_id), session().get_one(Person, row.raised_by_id)
    is_here = raiser.staff_role is not None or any(
        one.person_id == raiser.id for one in sites.people_of(site.id)
    )
    if is_here and raiser.deactivated_at is None and raiser.id != row.answered_by_id:
        to = Contact(raiser.id, raiser.name, raiser.email, "", raiser.staff_role is not None)
        _queue("plans_barrier_answered", site, row, to, sites.contacts(site.id))


def _queue(
    template: str, site: Site, row: RaisedBarrier, to: Contact, people: list[Contact]
) -> None:
    notices.write(
        template,
        outbox.Recipient(to.email, to.person_id, to.name),
        {
            "site": {"name": site.name, "slug": site.slug},
            "barrier": {"id": row.id},
            "became": Disposition(row.disposition).label if row.disposition else "",
        },
        kind=Kind.ACTIONS,
        path=f"/sites/{site.slug}/plan/barriers/{row.id}",
        key=f"{template}:{row.id}:{row.version}:{to.person_id}",
        site_id=site.id,
        reply_to=next((person.email for person in people if person.is_nspcc), None),
    )


def _name(goes_to: GoesTo) -> str:
    return "the NSPCC" if goes_to is GoesTo.NSPCC else "the strategic lead"


def _words(disposition: str, answer: str) -> str:
    known = disposition in set(Disposition)
    return f"{Disposition(disposition).label if known else 'Not answered'}\n{answer.strip()}"
