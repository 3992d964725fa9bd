"""What members agreed to, what they mute, what interests them, when they were last here."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app.core.db import session
from app.members.models import Agreement, CommunityMute, DigestChoice, Interest, Visit
from app.members.rules import HOUSE_RULES_VERSION
from app.members.rules.digests import Choice, Every
from app.members.rules.visits import Seen
from app.notices.queries import mutes_of
from app.notices.rules import Kind


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


def digest_choice(person_id: int) -> Choice:
    """How often somebody wants the digest; two statements."""
    return digest_choices([person_id])[person_id]


def digest_choices(person_ids: Collection[int]) -> dict[int, Choice]:
    """The same for several people; weekly for who chose nothing, never for who muted it."""
    chosen = select(DigestChoice).where(DigestChoice.person_id.in_(person_ids))
    rows = {row.person_id: row for row in session().scalars(chosen)}
    muted = {number for number, kind in mutes_of(person_ids) if kind is Kind.DIGEST}
    found = {}
    for number in person_ids:
        row = rows.get(number)
        choice = Choice(Every(row.every), row.weekday) if row else Choice()
        found[number] = replace(choice, every=Every.NEVER) if number in muted else choice
    return found


def visit_of(person_id: int) -> Seen | None:
    """When somebody was here; None: never."""
    chosen = select(Visit.first_at, Visit.seen_at, Visit.before)
    row = session().execute(chosen.where(Visit.person_id == person_id)).first()
    return Seen(*row) if row else None
