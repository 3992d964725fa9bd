"""The NSPCC's side of a site: who leads it, who covers, and caseloads that change hands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.words import count, day
from app.sites.models import CaseloadHandover, CaseloadMove, Cover, LeadTerm, Site
from app.sites.rules import Refused
from app.sites.rules.staffing import why_not_cover, why_not_handed_over

BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Moved:
    """A site changed hands: who led or deputised, who does now."""

    site_id: int
    from_id: int
    to_id: int


@dataclass(frozen=True)
class ArrangeCover:
    """`cover_id` stands in for `absent_id` from a day to a day."""

    absent_id: int
    cover_id: int
    starts_on: date
    ends_on: date
    note: str = ""


def check_staff(lead_id: int | None, deputy_id: int | None) -> None:
    """Refuse a lead or deputy who is not of the NSPCC with an open account, or both in one."""
    staff = _open_staff([lead_id, deputy_id])
    if lead_id not in staff:
        raise Refused("lead_id", "Choose an NSPCC lead whose account is open")
    if deputy_id is not None and deputy_id not in staff:
        raise Refused("deputy_id", "Choose a deputy from the NSPCC whose account is open")
    if deputy_id == lead_id:
        raise Refused("deputy_id", "Choose a deputy who is not the lead")


def first_terms(site: Site, on: date) -> None:
    """Write down who leads a new site; the caller flushes, within the event of adding it."""
    for person_id, is_deputy in ((site.lead_id, False), (site.deputy_id, True)):
        if person_id is not None:
            term = LeadTerm(site_id=site.id, person_id=person_id, is_deputy=is_deputy)
            term.starts_on, term.reason = on, ""
            session().add(term)


def begin_terms(site: Site, on: date, reason: str = "") -> None:
    """Write down who leads the site and deputises from a day on, and whose term that ends.

    Call it within the event of the trail that explains it.
    """
    wanted = {(site.lead_id, False), (site.deputy_id, True)}
    running = (LeadTerm.site_id == site.id, LeadTerm.ends_on.is_(None))
    for term in session().scalars(select(LeadTerm).where(*running)):
        if (term.person_id, term.is_deputy) in wanted:
            wanted.discard((term.person_id, term.is_deputy))
        else:
            term.ends_on = max(on - BEFORE, term.starts_on)
    for person_id, is_deputy in sorted(wanted, key=lambda one: one[1]):
        if person_id is not None:
            term = LeadTerm(site_id=site.id, person_id=person_id, is_deputy=is_deputy)
            term.starts_on, term.reason = on, reason
            session().add(term)
    session().flush()


def change_lead(site_id: int, lead_id: int, deputy_id: int | None, reason: str) -> None:
    """Another lead or deputy of the NSPCC for a site. Raises Refused, LookupError."""
    site = session().get(Site, site_id, with_for_update=True)
    if site is None:
        raise LookupError(f"There is no site with the number {site_id}.")
    if (site.lead_id, site.deputy_id) == (lead_id, deputy_id):
        return
    check_staff(lead_id, deputy_id)
    if not reason.strip():
        raise Refused("reason", "Say why the lead or the deputy changes")
    what = "lead" if site.lead_id != lead_id else "deputy lead"
    audit.because(
        "NSPCC lead changed",
        summary=f"The NSPCC {what} of the site changed.",
        site_id=site_id,
        about_id=lead_id if what == "lead" else deputy_id,
        reason=reason.strip(),
    )
    site.lead_id, site.deputy_id = lead_id, deputy_id
    begin_terms(site, clock.today(), reason.strip())


def plan_handover(
    from_id: int, to: Mapping[int, int], starts_on: date, note: str, decided_by: int
) -> int:
    """Decide that sites of one lead go to others on a day: site -> who takes the place there.

    Nothing changes hands yet: `carry_out_handover` does it on the day. Raises Refused.
    """
    problem = why_not_handed_over(len(to), starts_on, note, clock.today())
    if problem:
        raise Refused(*problem)
    _check_moves(_locked_sites(to), from_id, to)
    audit.because(
        "caseload handover decided",
        summary=f"{count(len(to), 'site')} change hands on {day(starts_on)}.",
        about_id=from_id,
        reason=note.strip(),
        nspcc_only=True,
    )
    row = CaseloadHandover(from_id=from_id, starts_on=starts_on, note=note.strip())
    row.decided_by_id, row.decided_at = decided_by, clock.now()
    session().add(row)
    session().flush()
    session().add_all(
        CaseloadMove(handover_id=row.id, site_id=site_id, to_id=person)
        for site_id, person in sorted(to.items())
    )
    session().flush()
    return row.id


def cancel_handover(handover_id: int) -> None:
    """Take back a handover that was not carried out. Raises LookupError."""
    row = session().get(CaseloadHandover, handover_id, with_for_update=True)
    if row is None or row.done_at is not None or row.cancelled_at is not None:
        raise LookupError(f"No handover with the number {handover_id} waits.")
    audit.because(
        "caseload handover cancelled",
        summary=f"The handover of {day(row.starts_on)} is taken back.",
        about_id=row.from_id,
        nspcc_only=True,
    )
    row.cancelled_at = clock.now()
    session().flush()


def carry_out_handover(handover_id: int) -> list[Moved]:
    """Give the sites of a handover to their new people; what was done already is left alone.

    A site that its lead left in the meantime, or whose new lead cannot have it any more, stays as
    it is; the unassigned queue shows it if nobody leads it. Returns what moved.
    """
    row = session().get_one(CaseloadHandover, handover_id, with_for_update=True)
    if row.done_at is not None or row.cancelled_at is not None:
        return []
    ours = select(CaseloadMove).where(CaseloadMove.handover_id == handover_id)
    to = {move.site_id: move.to_id for move in session().scalars(ours)}
    staff = _open_staff(to.values())
    moved = [
        Moved(site.id, row.from_id, to[site.id])
        for site in _locked_sites(to)
        if to[site.id] in staff and _take_place(site, row, to[site.id])
    ]
    audit.because(
        "caseload handed over",
        summary=f"{count(len(moved), 'site')} changed hands.",
        about_id=row.from_id,
        nspcc_only=True,
    )
    row.done_at = clock.now()
    session().flush()
    return moved


def arrange_cover(new: ArrangeCover, arranged_by: int) -> int:
    """Let somebody stand in for a lead during leave, at all their sites. Raises Refused."""
    problem = why_not_cover(new.absent_id, new.cover_id, new.starts_on, new.ends_on, clock.today())
    if problem:
        raise Refused(*problem)
    session().get(Person, new.absent_id, with_for_update=True)  # two at once: one after the other
    if new.cover_id not in _open_staff([new.cover_id]):
        raise Refused("cover_id", "Choose somebody of the NSPCC whose account is open")
    if _is_covered(new):
        raise Refused("starts_on", "There is a cover on some of these days already: end it first")
    audit.because(
        "cover arranged",
        summary=f"Somebody covers from {day(new.starts_on)} until {day(new.ends_on)}.",
        about_id=new.cover_id,
        nspcc_only=True,
    )
    row = Cover(absent_id=new.absent_id, cover_id=new.cover_id, note=new.note.strip())
    row.starts_on, row.ends_on = new.starts_on, new.ends_on
    row.arranged_by_id, row.arranged_at = arranged_by, clock.now()
    session().add(row)
    session().flush()
    return row.id


def end_cover(cover_id: int) -> None:
    """End a cover: yesterday is its last day, or it never begins. Raises LookupError."""
    row = session().get(Cover, cover_id, with_for_update=True)
    if row is None or row.cancelled_at is not None:
        raise LookupError(f"There is no cover with the number {cover_id}.")
    audit.because(
        "cover ended", summary="A cover was ended.", about_id=row.cover_id, nspcc_only=True
    )
    if row.starts_on < clock.today():
        row.ends_on = min(row.ends_on, clock.today() - BEFORE)
    else:
        row.cancelled_at = clock.now()
    session().flush()


def _take_place(site: Site, row: CaseloadHandover, to_id: int) -> bool:
    """One site changes hands, unless that would make one person lead and deputy or it is late."""
    if row.from_id not in (site.lead_id, site.deputy_id):
        return False
    if to_id in (site.lead_id, site.deputy_id) and site.lead_id != row.from_id:
        return False
    audit.because(
        "NSPCC lead changed",
        summary=f"The NSPCC {'lead' if site.lead_id == row.from_id else 'deputy lead'} of the "
        "site changed.",
        site_id=site.id,
        about_id=to_id,
        reason=row.note,
    )
    if site.lead_id == row.from_id:
        # a deputy who becomes the lead leaves the place of deputy to be filled
        site.deputy_id = None if site.deputy_id == to_id else site.deputy_id
        site.lead_id = to_id
    else:
        site.deputy_id = to_id
    begin_terms(site, clock.today(), row.note)
    return True


def _check_moves(sites: Iterable[Site], from_id: int, to: Mapping[int, int]) -> None:
    staff = _open_staff(to.values())
    for site in sites:
        field = f"to_{site.id}"
        if from_id not in (site.lead_id, site.deputy_id):
            raise Refused(field, f"{site.name} has another lead by now: open the page again")
        if to[site.id] not in staff or to[site.id] == from_id:
            raise Refused(field, f"Choose who takes {site.name}: a colleague with an open account")
        if site.deputy_id == from_id and site.lead_id == to[site.id]:
            raise Refused(field, f"The lead of {site.name} cannot be its deputy as well")


def _locked_sites(numbers: Iterable[int]) -> list[Site]:
    """These sites, held until the transaction ends, always in the same order."""
    chosen = select(Site).where(Site.id.in_(sorted(numbers))).order_by(Site.id)
    return list(session().scalars(chosen.with_for_update()))


def _open_staff(numbers: Iterable[int | None]) -> set[int]:
    wanted = sorted({number for number in numbers if number is not None})
    return set(
        session().scalars(
            select(Person.id).where(
                Person.id.in_(wanted),
                Person.staff_role.is_not(None),
                Person.deactivated_at.is_(None),
            )
        )
    )


def _is_covered(new: ArrangeCover) -> bool:
    """Whether the absent has a cover on some of the days, or the cover is away themselves."""
    same_days = (Cover.starts_on <= new.ends_on, Cover.ends_on >= new.starts_on)
    either = or_(Cover.absent_id == new.absent_id, Cover.absent_id == new.cover_id)
    found = session().scalars(
        select(Cover.id).where(either, *same_days, Cover.cancelled_at.is_(None))
    )
    return found.first() is not None
