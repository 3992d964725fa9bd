"""Reads about invitations."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.rules import plain_email
from app.core import clock
from app.core.db import reading, session
from app.core.security.tokens import digest
from app.sites.models import Invitation
from app.sites.rules import SiteRole
from app.sites.rules.invitations import COMMUNITY_ROLE, STAFF_ROLES, InvitationState, state_of


@dataclass(frozen=True)
class InvitationRow:
    """An invitation that was neither accepted nor withdrawn."""

    id: int
    name: str
    email: str
    role_label: str
    sent_at: datetime
    expires_at: datetime
    has_expired: bool


@dataclass(frozen=True)
class Offer:
    """What the holder of a token is offered; `person_id` when the address has an account."""

    invitation_id: int
    state: InvitationState
    name: str
    email: str
    role: str
    site_id: int | None
    site_name: str
    invited_by: str
    expires_at: datetime
    person_id: int | None

    @property
    def is_pending(self) -> bool:
        """Whether it can be accepted."""
        return self.state is InvitationState.PENDING

    @property
    def role_label(self) -> str:
        """The role as people say it."""
        return role_label(self.role)

    @property
    def where(self) -> str:
        """What they are asked into, in a sentence."""
        if self.site_name:
            return self.site_name
        return "the NSPCC" if self.role in STAFF_ROLES else "the community of practice"

    @property
    def to_what(self) -> str:
        """The same with the role, where there is more than one."""
        if self.role in COMMUNITY_ROLE:
            return self.where
        return f"{self.where} as {self.role_label.lower()}"


def role_label(role: str) -> str:
    """A role that can be offered, as people say it."""
    beyond = STAFF_ROLES | COMMUNITY_ROLE
    return beyond[role] if role in beyond else SiteRole(role).label


def offer(token: str) -> Offer | None:
    """What this token offers, whatever its state; None for a token we never made."""
    query = (
        select(Invitation, Person.id)
        .outerjoin(Person, Person.email == Invitation.email)
        .options(joinedload(Invitation.site), joinedload(Invitation.invited_by))
        .where(Invitation.token_hash == digest(token))
    )
    row = session().execute(query).first()
    if row is None:
        return None
    found, person_id = row
    return Offer(
        found.id,
        state_now(found),
        found.name,
        found.email,
        found.role,
        found.site_id,
        found.site.name if found.site else "",
        found.invited_by.name,
        found.expires_at,
        person_id,
    )


def offer_apart(token: str) -> Offer | None:
    """The same, read before the request's own transaction: hashing a password comes between."""
    with reading():
        return offer(token)


def state_now(invitation: Invitation) -> InvitationState:
    """The state of an invitation at this moment."""
    return state_of(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        expires_at=invitation.expires_at,
        now=clock.now(),
    )


def open_invitations(
    site_id: int | None, email: str | None = None, roles: Collection[str] | None = None
) -> list[InvitationRow]:
    """Invitations to a site (None: to no site; `roles` says to which of them) still waiting for an
    answer, newest first."""
    query = select(Invitation).where(
        Invitation.site_id == site_id if site_id is not None else Invitation.site_id.is_(None),
        *_waiting(),
    )
    if email is not None:
        query = query.where(Invitation.email == plain_email(email))
    if roles is not None:
        query = query.where(Invitation.role.in_(roles))
    return _rows(query)


def invitations_sent(site_id: int, person_id: int) -> list[InvitationRow]:
    """Those of a person to a site that still wait for an answer, newest first."""
    sent = (Invitation.site_id == site_id, Invitation.invited_by_id == person_id)
    return _rows(select(Invitation).where(*sent, *_waiting()))


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return (Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))


def _rows(query: Select[Invitation]) -> list[InvitationRow]:
    return [
        InvitationRow(
            row.id,
            row.name,
            row.email,
            role_label(row.role),
            row.created_at,
            row.expires_at,
            state_now(row) is InvitationState.EXPIRED,
        )
        for row in session().scalars(query.order_by(Invitation.created_at.desc()))
    ]
