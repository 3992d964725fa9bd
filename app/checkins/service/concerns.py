"""Raising an engagement concern, what is done about it, and its end. For the NSPCC only."""

from dataclasses import dataclass
from datetime import date

from app.checkins import queries
from app.checkins.models import ConcernStep, EngagementConcern
from app.checkins.queries import ConcernRow
from app.checkins.rules.concerns import Outcome, check_concern, check_words
from app.checkins.service.booking import ChangedMeanwhile, SiteName
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.refusals import Refused
from app.notices.rules import Kind
from app.notices.service import tell
from app.sites import queries as sites
from app.sites.queries import StaffMember


@dataclass(frozen=True)
class NewConcern:
    """A concern as it is raised: words of Why, what is seen, the number of who is told."""

    why: tuple[str, ...]
    words: str
    to: int | None
    call_id: int | None = None


def raise_concern(site: SiteName, new: NewConcern, by: int) -> int:
    """Raise a concern and tell somebody at the NSPCC; returns its number.

    Sending the same once more while it is open changes nothing. Raises Refused.
    """
    staff = {one.person_id: one for one in sites.staff()}
    faults = check_concern(new.why, new.words, new.to, staff)
    if faults or new.to is None:
        raise Refused(faults)
    why, words = " ".join(sorted(set(new.why))), new.words.strip()
    for known in queries.concerns_of(site.id):
        if known.is_open and (known.words, known.told_id) == (words, new.to):
            return known.id
    _because(site.id, "call concern raised", "Engagement concern raised.")
    now = clock.now()
    row = EngagementConcern(
        site_id=site.id,
        call_id=new.call_id,
        why=why,
        words=words,
        raised_by_id=by,
        raised_at=now,
        escalated_to_id=new.to,
        escalated_at=now,
        outcome="",
        resolution="",
    )
    session().add(row)
    session().flush()
    _tell(site, queries.concern_of(site.id, row.id), staff[new.to])
    return row.id


def escalate(site: SiteName, found: ConcernRow, to: int | None) -> None:
    """Tell somebody else, who has it from now on. Raises Refused and ChangedMeanwhile."""
    staff = {one.person_id: one for one in sites.staff()}
    if to not in staff or to is None:
        raise Refused([("to", "Choose who is told of it.")])
    row = _open(found)
    if row.escalated_to_id == to:
        return
    _because(site.id, "call concern escalated", "Engagement concern passed on.", about=to)
    row.escalated_to_id, row.escalated_at = to, clock.now()
    session().flush()
    _tell(site, queries.concern_of(site.id, found.id), staff[to])


def add_step(found: ConcernRow, on: date, words: str, by: int) -> None:
    """Write down what was done about a concern. Raises Refused and ChangedMeanwhile."""
    faults = check_words("words", words, "Say what was done.")
    if on > clock.today():
        faults.append(("on", "The day must be today or in the past."))
    if faults:
        raise Refused(faults)
    _open(found)
    step = (on, words.strip())
    if step in {(one.on, one.words) for one in queries.steps_of(found.id)}:
        return  # sent twice
    _because(found.site_id, "call concern followed up", "Engagement concern: a step was taken.")
    session().add(
        ConcernStep(
            concern_id=found.id,
            taken_on=on,
            words=step[1],
            entered_by_id=by,
            entered_at=clock.now(),
        )
    )
    session().flush()


def resolve(found: ConcernRow, outcome: str, words: str, by: int) -> None:
    """End a concern with what became of it, and why. Raises Refused and ChangedMeanwhile."""
    faults = check_words("resolution", words, "Say how it ended.")
    if outcome not in set(Outcome):
        faults.insert(0, ("outcome", "Choose what became of it."))
    if faults:
        raise Refused(faults)
    row = _open(found)
    _because(found.site_id, "call concern resolved", "Engagement concern resolved.")
    row.outcome, row.resolution = outcome, words.strip()
    row.resolved_by_id, row.resolved_at = by, clock.now()
    session().flush()


def _open(found: ConcernRow) -> EngagementConcern:
    row = session().get_one(
        EngagementConcern, found.id, with_for_update=True, populate_existing=True
    )
    if row.version != found.version or row.resolved_at is not None:
        raise ChangedMeanwhile
    return row


def _because(site_id: int, verb: str, summary: str, about: int | None = None) -> None:
    audit.because(verb, summary=summary, site_id=site_id, about_id=about, nspcc_only=True)


def _tell(site: SiteName, concern: ConcernRow | None, to: StaffMember) -> None:
    """A notice that cannot be muted, and a mail."""
    if concern is None:
        return
    path = f"/sites/{site.slug}/check-ins/concerns/{concern.id}"
    key = f"concern:{concern.id}:{concern.version}:{to.person_id}"
    title = f"{site.name}: engagement concern raised by {concern.raised_by}"
    tell(to.person_id, Kind.CONCERNS, title, path, key=key, site_id=site.id)
    outbox.queue(
        "checkins_concern",
        outbox.Recipient(to.email, to.person_id, to.name),
        {"site": site, "concern": concern, "path": path},
        key=key,
        site_id=site.id,
    )
