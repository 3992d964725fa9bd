"""Rounds of case audits: opened, changed, closed; evidence that belongs to them.

The trail says that a round was opened, changed, closed and how many audits were handed in, and
nothing of a single case.
"""

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.clock import in_london
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, Refused, refuse
from app.core.words import count, day
from app.journey import service as journey
from app.journey.rules import CompletedBy
from app.notices import service as notices
from app.notices.rules import Kind
from app.quality.models import AuditRound, RoundAuditor, RoundEvidence
from app.quality.queries import audit_results as results
from app.quality.queries import audits as reads
from app.quality.queries.audits import RoundRow
from app.quality.rules.audits import NewRound, check_close, check_round
from app.quality.rules.fidelity import PastRound, round_result, two_strong
from app.quality.service import attaching
from app.quality.service.results import seal
from app.sites import queries as sites
from app.sites.models import Site


class NoSuchRound(LookupError):
    """The site has no round of this number."""


def open_round(site_id: int, new: NewRound) -> int:
    """Open a round with the newest version of the audit; returns its number at the site.

    Raises `Refused`.
    """
    site = hold(site_id)
    version = reads.newest_audit()
    if version is None:
        raise Refused([("name", "The case-file audit is not published yet")])
    refuse(check_round(new, _people(site_id), clock.today()))
    newest = session().scalar(
        select(func.max(AuditRound.number)).where(AuditRound.site_id == site_id)
    )
    number = (newest or 0) + 1
    audit.because(
        "audit round opened",
        summary=f"Audit round {number} opened: {count(new.planned or 0, 'case')} planned, "
        f"due on {day(new.due_on)}.",
        site_id=site_id,
    )
    row = AuditRound(
        site_id=site_id,
        number=number,
        instrument_version_id=version.id,
        opened_at=clock.now(),
        opened_by_id=audit.who_acts().actor_id,
    )
    _write(row, new)
    session().add(row)
    session().flush()
    _choose(site, row, new, frozenset())
    return number


def change_round(site_id: int, number: int, new: NewRound, seen: int) -> None:
    """Change an open round. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    site = hold(site_id)
    row, found = held(site_id, number)
    refuse([] if found.is_open else [("name", "The round is closed")])
    if row.version != seen:
        raise ChangedMeanwhile(mine=_words(new), theirs=_words(found.said))
    moved = new.due_on != found.said.due_on
    refuse(check_round(new, _people(site_id), clock.today() if moved else None))
    audit.because(
        "audit round changed", summary=f"The plan of audit round {number} changed.", site_id=site_id
    )
    _write(row, new)
    before = frozenset(found.said.auditors)
    gone = before - set(new.auditors)
    there = select(RoundAuditor).where(RoundAuditor.round_id == row.id)
    for one in session().scalars(there.where(RoundAuditor.person_id.in_(gone))).all():
        session().delete(one)
    session().flush()
    _choose(site, row, new, before)


def close_round(site_id: int, number: int, reason: str) -> list[str]:
    """Close a round: what is not handed in counts nowhere, and the result changes no more.

    Completes the milestones that audit rounds stand for; returns their codes. Raises `Refused`,
    LookupError.
    """
    hold(site_id)
    row, found = held(site_id, number)
    if not found.is_open:
        return []
    refuse(check_close(found.handed_in, row.planned, found.unfinished, reason))
    audit.because(
        "audit round closed",
        summary=f"Audit round {number} closed with {count(found.handed_in, 'case')} of "
        f"{row.planned}.",
        site_id=site_id,
    )
    row.closed_at, row.closed_by_id = clock.now(), audit.who_acts().actor_id
    row.close_reason = reason.strip()
    session().flush()
    return _complete(site_id, number)


def _complete(site_id: int, number: int) -> list[str]:
    closed = results.closed_rounds([site_id])
    sealed = results.sealed_of([one.id for one in closed])
    past = []
    for one in closed:
        came_to = round_result(one.instrument(), sealed[one.id].first)
        past.append(PastRound(in_london(one.closed_at).date(), came_to.n, came_to.median))
        if one.number == number:
            seal(one, sealed[one.id], came_to)
    today, note, done = clock.today(), f"Audit round {number}, {past[-1].n} cases.", list[str]()
    if past[-1].median is not None:
        done += journey.complete(site_id, CompletedBy.AUDIT_ROUND_CLOSED, today, note)
    if two_strong(past):
        done += journey.complete(site_id, CompletedBy.STRONG_AUDIT_ROUNDS, today, note)
    return done


def attach(site_id: int, number: int, *piece_ids: int) -> None:
    """Attach pieces of the site's evidence to a round; what is attached already stays so.

    All or none. Raises `Refused` where one was removed, LookupError.
    """
    hold(site_id)
    row, _ = held(site_id, number)
    attaching.attach(
        site_id,
        RoundEvidence,
        {"round_id": row.id},
        piece_ids,
        lambda: audit.because(
            "audit round evidence attached",
            summary=f"Evidence attached to audit round {number}.",
            site_id=site_id,
        ),
    )


def detach(site_id: int, number: int, piece_id: int) -> None:
    """Take a piece off a round; the site keeps it. Raises LookupError."""
    hold(site_id)
    row, _ = held(site_id, number)
    attaching.detach(
        RoundEvidence,
        {"round_id": row.id},
        piece_id,
        lambda: audit.because(
            "audit round evidence taken off",
            summary=f"A piece of evidence was taken off audit round {number}.",
            site_id=site_id,
        ),
    )


def hold(site_id: int) -> Site:
    """Two who write about the audits of a site do so one after the other."""
    return session().get_one(Site, site_id, with_for_update=True)


def held(site_id: int, number: int) -> tuple[AuditRound, RoundRow]:
    """A round of this site, to be written on. Raises `NoSuchRound`."""
    found = reads.find_round(site_id, number, fresh=True)
    if found is None:
        raise NoSuchRound(f"There is no audit round {number} at this site.")
    return session().get_one(AuditRound, found.id), found  # it was just read


def _people(site_id: int) -> set[int]:
    return {one.person_id for one in sites.people_of(site_id)}


def _write(row: AuditRound, new: NewRound) -> None:
    row.name, row.drawn, row.drawn_note = new.name.strip(), new.drawn, new.drawn_note.strip()
    for name in ("first_day", "last_day", "available", "planned", "due_on"):
        setattr(row, name, getattr(new, name))  # check_round refuses what is missing


def _choose(site: Site, row: AuditRound, new: NewRound, before: frozenset[int]) -> None:
    """Add auditors who are new to the round, and tell them."""
    fresh = [one for one in dict.fromkeys(new.auditors) if one not in before]
    session().add_all(
        RoundAuditor(round_id=row.id, person_id=one, position=place)
        for place, one in enumerate(fresh)
    )
    session().flush()
    title = f"You are asked to audit cases in audit round {row.number}, by {day(row.due_on)}"
    path = f"/sites/{site.slug}/quality/audits/{row.number}"
    notices.tell_all(
        notices.News(one, Kind.AUDITS, title, path, f"audit-round:{row.id}:{one}", site.id)
        for one in fresh
        if one != audit.who_acts().actor_id
    )


def _words(said: NewRound) -> str:
    parts = (
        said.name,
        f"{day(said.first_day)} to {day(said.last_day)}",
        f"{said.planned} of {said.available} cases, due on {day(said.due_on)}",
        said.drawn_note,
        count(len(said.auditors), "auditor"),
    )
    return "\n".join(part for part in parts if part)
