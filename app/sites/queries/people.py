"""Reads about sites and who belongs to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, union

from app.access.gate import SiteRef
from app.access.policy import Role
from app.accounts import queries as accounts
from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.words import day
from app.notices.models import Notice
from app.sites.models import Cover, Membership, Site
from app.sites.queries.staffing import away_on, covers_at
from app.sites.rules import SiteRole, Status

NSPCC_LEAD = "NSPCC implementation lead"
NSPCC_DEPUTY = "NSPCC deputy lead"


# The gate asks these at every request: built once, because building costs more than running.
_SITE = select(Site.id, Site.slug, Site.name, Site.stage, Site.status).where(
    Site.slug == bindparam("slug")
)
_RESTING = select(Site.id).where(Site.status != Status.ACTIVE.value)
_BELONGS = select(Membership.site_id, Membership.role).where(
    Membership.person_id == bindparam("person"), Membership.ended_at.is_(None)
)
# themselves, and whoever they stand in for today
_STANDS_FOR = union(
    select(Person.id).where(Person.id == bindparam("person")),
    select(Cover.absent_id).where(
        Cover.cover_id == bindparam("person"),
        Cover.starts_on <= bindparam("today"),
        Cover.ends_on >= bindparam("today"),
        Cover.cancelled_at.is_(None),
    ),
)
_ASSIGNED = select(Site.id).where(
    or_(Site.lead_id.in_(_STANDS_FOR), Site.deputy_id.in_(_STANDS_FOR))
)


# Who is signed in, and how many notices wait for them: one statement for every page. Whoever is of
# the NSPCC sees every site, others see the ones they belong to (access.policy, Can.SEE_SITE).
SIGNED_IN = accounts.SIGNED_IN.add_columns(
    select(func.count(Notice.id))
    .where(
        Notice.person_id == Person.id,
        Notice.read_at.is_(None),
        or_(
            Notice.site_id.is_(None),
            Person.staff_role.is_not(None),
            select(Membership.id)
            .where(
                Membership.person_id == Person.id,
                Membership.site_id == Notice.site_id,
                Membership.ended_at.is_(None),
            )
            .correlate(Person, Notice)
            .exists(),
        ),
    )
    .correlate(Person)
    .scalar_subquery()
)


def site_ref(slug: str) -> SiteRef | None:
    """What the gate needs of the site with this address part."""
    row = session().execute(_SITE, {"slug": slug}).first()
    return None if row is None else SiteRef(*row)


def resting() -> frozenset[int]:
    """Numbers of the sites that are paused or stopped."""
    return frozenset(session().scalars(_RESTING))


def belonging(person_id: int) -> frozenset[tuple[int, Role]]:
    """(site number, role) of each membership that has not ended."""
    rows = session().execute(_BELONGS, {"person": person_id})
    return frozenset((site_id, Role(role)) for site_id, role in rows)


def assigned_sites(person_id: int) -> frozenset[int]:
    """Numbers of the sites a person leads or deputises for, for the NSPCC, or where they stand in
    today for whoever does."""
    asked = {"person": person_id, "today": clock.today()}
    return frozenset(session().scalars(_ASSIGNED, asked))


@dataclass(frozen=True)
class Contact:
    """Somebody to write to about a site."""

    person_id: int
    name: str
    email: str
    role_label: str
    is_nspcc: bool


@dataclass(frozen=True)
class Member:
    """Somebody who belongs to a site, and since when."""

    membership_id: int
    person_id: int
    name: str
    email: str
    role: SiteRole
    job_title: str
    since: datetime


@dataclass(frozen=True)
class StaffMember:
    """Somebody of the NSPCC who can be chosen as lead or deputy."""

    person_id: int
    name: str
    email: str
    role: Role


def nspcc_contacts(site_id: int) -> list[Contact]:
    """The NSPCC lead and deputy of a site whose accounts are open, then who covers for them; one
    statement, and one more where somebody is away."""
    today = clock.today()
    rows = (
        session()
        .execute(
            select(Person.id, Person.name, Person.email, Site.lead_id, away_on(today))
            .join(Site, or_(Site.lead_id == Person.id, Site.deputy_id == Person.id))
            .where(Site.id == site_id, Person.deactivated_at.is_(None))
        )
        .all()
    )
    found = [
        Contact(number, name, email, NSPCC_LEAD if number == lead else NSPCC_DEPUTY, True)
        for number, name, email, lead, _ in rows
    ]
    if rows and not any(is_away for *_, is_away in rows):
        return sorted(found, key=lambda one: one.role_label != NSPCC_LEAD)
    found = sorted(found, key=lambda one: one.role_label != NSPCC_LEAD)
    known = {one.person_id for one in found}
    standing_in = [
        Contact(
            one.cover_id,
            one.cover,
            one.cover_email,
            f"Covers for {one.absent} until {day(one.ends_on)}",
            True,
        )
        for one in covers_at(site_id, today)
        if one.cover_id not in known
    ]
    return found + standing_in


def contacts(site_id: int) -> list[Contact]:
    """The NSPCC lead and deputy, then the strategic leads: for mails and calls."""
    rows = session().execute(
        select(Person.id, Person.name, Person.email)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.site_id == site_id,
            Membership.ended_at.is_(None),
            Membership.role == SiteRole.STRATEGIC,
            Person.deactivated_at.is_(None),
        )
        .order_by(Membership.started_at, Membership.id)
    )
    theirs = [Contact(*row, SiteRole.STRATEGIC.label, False) for row in rows]
    return nspcc_contacts(site_id) + theirs


def people_of(site_id: int) -> list[Member]:
    """Everyone of the authority who belongs to the site now; strategic leads first, by name."""
    rows = session().execute(
        select(
            Membership.id,
            Person.id,
            Person.name,
            Person.email,
            Membership.role,
            Membership.job_title,
            Membership.started_at,
        )
        .join(Membership.person)
        .where(Membership.site_id == site_id, Membership.ended_at.is_(None))
    )
    found = [
        Member(number, person, name, email, SiteRole(role), job, since)
        for number, person, name, email, role, job, since in rows
    ]
    return sorted(found, key=lambda one: (one.role is not SiteRole.STRATEGIC, one.name.casefold()))


def member(site_id: int, membership_id: int) -> Member | None:
    """One of them by the number of the membership; None at another site, or when it ended."""
    return next((one for one in people_of(site_id) if one.membership_id == membership_id), None)


def staff() -> list[StaffMember]:
    """NSPCC leads and administrators whose accounts are open, by name: for pickers."""
    rows = session().execute(
        select(Person.id, Person.name, Person.email, Person.staff_role)
        .where(Person.staff_role.is_not(None), Person.deactivated_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return [
        StaffMember(number, name, email, Role(role)) for number, name, email, role in rows if role
    ]
