"""Inviting by mail, and taking the offer up. A token is sent, its hash is kept, one use."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts import service as accounts
from app.accounts.models import Person
from app.accounts.rules import one_line, plain_email
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.mail import BadAddress, checked_address
from app.core.security.tokens import digest, new_token
from app.core.words import moment
from app.sites import queries
from app.sites.models import Invitation, Membership, Site
from app.sites.queries.invitations import role_label, state_now
from app.sites.rules import Refused, SiteRole
from app.sites.rules.invitations import COMMUNITY_ROLE, LIFETIME, STAFF_ROLES, InvitationState
from app.sites.service.people import begin_membership

KNOWN = "There is an account with this address, and everybody with one is in the community already"
KNOWN_CLOSED = "The account with this address is closed: ask an administrator to open it again"
STAFF = "This person works for the NSPCC, and cannot answer for an authority as well"


class NotOpen(Exception):
    """The invitation was accepted, withdrawn or has expired, or there never was one."""


class LastAdministrator(Exception):
    """Accepting would end the role of the only administrator left."""

    def __init__(self) -> None:
        super().__init__("You are the only administrator: invite another one first.")


class NotYours(Exception):
    """The invitation is for another address than this person's."""


def invite(site_id: int, name: str, email: str, role: SiteRole, invited_by_id: int) -> int:
    """Offer somebody a role at a site by mail; returns the number of the invitation.

    Raises Refused for what is no address, for somebody who has the role there, for somebody of the
    NSPCC (who would read ratings before sign-off, and decide on their own), and while another
    invitation of the same address waits.
    """
    site = session().get_one(Site, site_id, with_for_update=True)  # two at once: one mail
    address = _address(email)
    if _staff_role(address) is not None:
        raise Refused("email", STAFF)
    if _has_role(site_id, address, role):
        raise Refused("email", "This person already belongs to the site with this role")
    return _offer(name, address, role.value, site, invited_by_id)


def invite_staff(name: str, email: str, role: str, invited_by_id: int | None = None) -> int:
    """Offer somebody a place as NSPCC staff ("lead" or "admin"), by default in the name of whoever
    is acting. Raises Refused."""
    inviter = invited_by_id or audit.who_acts().actor_id
    if role not in STAFF_ROLES or inviter is None:
        raise Refused("role", "Choose implementation lead or administrator")
    session().get_one(Person, inviter, with_for_update=True)
    address = _address(email)
    if _staff_role(address) == role:
        raise Refused("email", "This person already has this role")
    return _offer(name, address, role, None, inviter)


def invite_member(name: str, email: str, invited_by_id: int) -> int:
    """Ask somebody of no authority into the community of practice. Raises Refused, also for who has
    an account: everybody with one is in the community."""
    session().get_one(Person, invited_by_id, with_for_update=True)  # two at once: one mail
    address = _address(email)
    closed = session().execute(select(Person.deactivated_at).where(Person.email == address)).first()
    if closed is not None:
        raise Refused("email", KNOWN_CLOSED if closed[0] else KNOWN)
    return _offer(name, address, next(iter(COMMUNITY_ROLE)), None, invited_by_id)


def _address(email: str) -> str:
    try:
        return plain_email(checked_address(email))
    except BadAddress as problem:
        raise Refused("email", str(problem)) from None


def _staff_role(address: str) -> str | None:
    return session().scalar(select(Person.staff_role).where(Person.email == address))


def _has_role(site_id: int, address: str, role: SiteRole) -> bool:
    found = session().scalars(
        select(Membership.id)
        .join(Membership.person)
        .where(
            Person.email == address,
            Membership.site_id == site_id,
            Membership.role == role,
            Membership.ended_at.is_(None),
        )
    )
    return found.first() is not None


def _offer(name: str, address: str, role: str, site: Site | None, inviter: int) -> int:
    if not one_line(name):
        raise Refused("name", "Enter the person’s name")
    if queries.open_invitations(site.id if site else None, address):
        raise Refused(
            "email", "An invitation to this address is waiting for an answer; send it again below"
        )
    audit.because(
        "person invited",
        summary=f"Somebody was invited as {role_label(role).lower()}.",
        site_id=site.id if site else None,
    )
    token, now = new_token(), clock.now()
    row = Invitation(
        token_hash=digest(token),
        email=address,
        name=one_line(name)[:100],
        role=role,
        site_id=site.id if site else None,
        invited_by_id=inviter,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session().add(row)
    session().flush()
    _send(row, token)
    return row.id


def resend(site_id: int | None, invitation_id: int, roles: Collection[str] = STAFF_ROLES) -> None:
    """Send an invitation again, for another week, with a new link; the old one stops working.

    One of no site is meant only if it is for one of these roles. Raises LookupError when none waits
    there with this number.
    """
    row = _waiting(site_id, invitation_id, roles)
    audit.because("invitation resent", summary="An invitation was sent again.", site_id=site_id)
    token = new_token()
    row.token_hash, row.created_at = digest(token), clock.now()
    row.expires_at = row.created_at + LIFETIME
    session().flush()
    _send(row, token)


def withdraw(site_id: int | None, invitation_id: int, roles: Collection[str] = STAFF_ROLES) -> None:
    """Take an invitation back (see `resend`): its link stops working. Raises LookupError."""
    row = _waiting(site_id, invitation_id, roles)
    audit.because("invitation withdrawn", summary="An invitation was withdrawn.", site_id=site_id)
    row.withdrawn_at = clock.now()
    session().flush()


def _waiting(site_id: int | None, invitation_id: int, roles: Collection[str]) -> Invitation:
    row = session().get(Invitation, invitation_id, with_for_update=True)
    if row is None or row.site_id != site_id or row.accepted_at or row.withdrawn_at:
        row = None
    if row is None or (row.site_id is None and row.role not in roles):
        raise LookupError(f"No invitation with the number {invitation_id} is waiting there.")
    return row


def _send(row: Invitation, token: str) -> None:
    site = session().get(Site, row.site_id) if row.site_id is not None else None
    leads = queries.nspcc_contacts(site.id) if site else []
    outbox.queue(
        "sites_invitation",
        outbox.Recipient(row.email, None, row.name),
        {
            "path": f"/invitation/{token}",
            "site_name": site.name if site else "",
            "is_staff": _gives_staff_role(row),
            "role": role_label(row.role),
            "invited_by": session().get_one(Person, row.invited_by_id).name,
            "until": moment(row.expires_at),
        },
        key=f"invitation:{row.token_hash}",
        site_id=row.site_id,
        confidential=True,
        reply_to=leads[0].email if leads else None,
    )


def accept_as_new(token: str, name: str, password_hash: str, browser: str) -> str:
    """Take an offer up with a new account; returns the secret of the sign-in it begins.

    Hash the password before the transaction. Raises NotOpen, and Refused when the address has an
    account by now.
    """
    row = _held(token)
    try:
        person = accounts.create_person(
            name, row.email, password_hash, row.role if _gives_staff_role(row) else None
        )
    except accounts.EmailTaken:
        raise Refused("name", "There is an account with this address by now; sign in") from None
    _take_up(row, person)
    return accounts.start_sign_in(person, browser)


def accept_with_password(token: str, proved: accounts.Proved, browser: str) -> str:
    """Take an offer up with the account of its address, proved by its password; returns the secret
    of the sign-in it begins. Raises NotOpen, NotYours."""
    accept_signed_in(token, proved.id)
    secret = accounts.sign_in(proved, browser)
    if secret is None:  # the account was closed, or its password changed, a moment ago
        raise NotYours
    return secret


def accept_signed_in(token: str, person_id: int) -> None:
    """Take an offer up by somebody signed in with its address. Raises NotOpen, NotYours,
    LastAdministrator."""
    row = _held(token)
    gives_up = _gives_staff_role(row) and row.role != "admin"
    admins = accounts.active_admins() if gives_up else frozenset()  # first: always one order
    person = session().get_one(Person, person_id, with_for_update=True)
    if person.email != row.email or person.deactivated_at is not None:
        raise NotYours
    if row.site_id is not None and person.staff_role is not None:
        raise NotYours  # they joined the NSPCC after they were invited
    if _gives_staff_role(row):
        if admins == {person.id}:
            raise LastAdministrator
        audit.because("staff role given", summary="A role was given.", about_id=person.id)
        person.staff_role = row.role
    _take_up(row, person)


def _gives_staff_role(row: Invitation) -> bool:
    return row.site_id is None and row.role in STAFF_ROLES


def _held(token: str) -> Invitation:
    """Of two at once, one gets it: the row is held until the transaction ends. Raises NotOpen."""
    found = session().scalars(
        select(Invitation)
        .where(Invitation.token_hash == digest(token))
        .with_for_update(of=Invitation)
        .options(joinedload(Invitation.site))
    )
    row = found.first()
    if row is None or state_now(row) is not InvitationState.PENDING:
        raise NotOpen
    return row


def _take_up(row: Invitation, person: Person) -> None:
    """Use the invitation up and give its role, in the name of the person who accepts."""
    with audit.acting(replace(audit.who_acts(), actor_id=person.id)):
        audit.because(
            "invitation accepted", summary="An invitation was accepted.", site_id=row.site_id
        )
        row.accepted_at = clock.now()
        session().flush()
        if row.site_id is not None:
            begin_membership(row.site_id, person.id, SiteRole(row.role))
        session().flush()
