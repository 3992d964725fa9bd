"""Belonging to a site, and no longer."""

from sqlalchemy import select

from app.accounts import service as accounts
from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.sites.models import Invitation, Membership
from app.sites.rules import Refused, SiteRole
from app.sites.service.posts import end_posts_of, recognise_holder


def begin_membership(site_id: int, person_id: int, role: SiteRole, job_title: str = "") -> None:
    """A person belongs to a site from now on. Another role they held there ends; the same role
    goes on as it is."""
    held = (
        session()
        .scalars(
            select(Membership).where(
                Membership.site_id == site_id,
                Membership.person_id == person_id,
                Membership.ended_at.is_(None),
            )
        )
        .all()
    )
    if any(one.role == role for one in held):
        return
    audit.because(
        "person joined",
        summary=f"Somebody joined as {role.label.lower()}.",
        site_id=site_id,
        about_id=person_id,
    )
    now = clock.now()
    for one in held:
        one.ended_at = now
    session().add(
        Membership(
            site_id=site_id,
            person_id=person_id,
            role=role,
            job_title=job_title or (held[0].job_title if held else ""),
            started_at=now,
        )
    )
    session().flush()
    recognise_holder(site_id, person_id, session().get_one(Person, person_id).email)


def end_membership(membership_id: int, reason: str) -> None:
    """End a person's role at a site; everything that follows from it happens here and only here.

    The posts they hold there end today, invitations to that site waiting for their address are
    withdrawn. When no other role is left, at another site or at the NSPCC, every sign-in of the
    person ends, and their calendar answers nobody. One that has ended already stays as it is.
    Raises LookupError, and Refused without a reason.
    """
    row = session().get(Membership, membership_id, with_for_update=True)
    if row is None:
        raise LookupError(f"There is no membership with the number {membership_id}.")
    if row.ended_at is not None:
        return
    if not reason.strip():
        raise Refused("reason", "Say why this person leaves")
    # two roles of one person ending at the same moment must see each other
    person = session().get_one(Person, row.person_id, with_for_update=True)
    audit.because(
        "person left",
        summary=f"Somebody left ({SiteRole(row.role).label.lower()}).",
        site_id=row.site_id,
        about_id=row.person_id,
        reason=reason.strip(),
    )
    row.ended_at = clock.now()
    _withdraw_waiting(row.site_id, person.email)
    end_posts_of(row.site_id, person.id, clock.today(), reason)
    session().flush()
    if person.staff_role is None and not _belongs_anywhere(person.id):
        accounts.end_all_sign_ins(person.id)
        accounts.end_feed(person.id)


def _withdraw_waiting(site_id: int, email: str) -> None:
    for one in session().scalars(
        select(Invitation)
        .where(
            Invitation.site_id == site_id,
            Invitation.email == email,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .with_for_update()
    ):
        one.withdrawn_at = clock.now()


def _belongs_anywhere(person_id: int) -> bool:
    found = session().scalars(
        select(Membership.id).where(
            Membership.person_id == person_id, Membership.ended_at.is_(None)
        )
    )
    return found.first() is not None
