"""What members agreed to, what they mute, what interests them, when they were last here."""

from datetime import datetime

from sqlalchemy import select

from app.core.db import session
from app.members.models import Agreement, CommunityMute, Interest, Visit
from app.members.rules import HOUSE_RULES_VERSION


def has_agreed(person_id: int) -> bool:
    """Whether somebody accepted the house rules as they are now."""
    return session().get(Agreement, (person_id, HOUSE_RULES_VERSION)) is not None


def subjects_muted(person_id: int) -> frozenset[str]:
    """Everything somebody muted: keys of tags and paths of topics."""
    chosen = select(CommunityMute.subject).where(CommunityMute.person_id == person_id)
    return frozenset(session().scalars(chosen))


def muted(person_id: int) -> frozenset[str]:
    """The tags somebody muted."""
    return frozenset(one for one in subjects_muted(person_id) if not one.startswith("/"))


def interests(person_id: int) -> frozenset[str]:
    """The tags somebody is interested in."""
    return frozenset(session().scalars(select(Interest.tag).where(Interest.person_id == person_id)))


def last_visit(person_id: int) -> datetime | None:
    """When somebody was in the community before this visit; None: never."""
    found = session().get(Visit, person_id)
    return found.before if found else None
