"""Accepting the house rules, muting, being here."""

from datetime import datetime

from app.core import audit, clock
from app.core.db import session
from app.core.inserting import insert_for
from app.members.models import Agreement, CommunityMute, Visit
from app.members.rules import HOUSE_RULES_VERSION, TAGS
from app.members.rules.visits import Seen, visited


def agree(person_id: int) -> None:
    """Accept the house rules as they are now. Again: nothing happens."""
    if session().get(Agreement, (person_id, HOUSE_RULES_VERSION)) is not None:
        return
    audit.because("house rules accepted", summary="House rules accepted.", about_id=person_id)
    session().add(
        Agreement(person_id=person_id, version=HOUSE_RULES_VERSION, agreed_at=clock.now())
    )
    session().flush()


def mute(person_id: int, subject: str) -> None:
    """Show somebody nothing new of a tag (its key) or a topic (its path). Raises LookupError for
    what is neither."""
    if subject not in TAGS and not subject.startswith("/community/topics/"):
        raise LookupError(f"{subject} is neither a tag nor a topic.")
    if session().get(CommunityMute, (person_id, subject)) is None:
        audit.because("community muted", summary="Something was muted.", about_id=person_id)
        session().add(CommunityMute(person_id=person_id, subject=subject))
        session().flush()


def unmute(person_id: int, subject: str) -> None:
    """Show it again. Again: nothing happens."""
    found = session().get(CommunityMute, (person_id, subject))
    if found is not None:
        audit.because("community unmuted", summary="Something is shown again.", about_id=person_id)
        session().delete(found)
        session().flush()


def visit(person_id: int, now: datetime) -> None:
    """Note that somebody is here; see rules.visits."""
    current = session()
    found = current.get(Visit, person_id)
    if found is None:
        new = insert_for(current)(Visit).values(
            person_id=person_id, first_at=now, seen_at=now, before=None
        )
        current.execute(new.on_conflict_do_nothing(index_elements=[Visit.person_id]))
        return
    goes_on = visited(Seen(found.first_at, found.seen_at, found.before), now)
    found.seen_at, found.before = goes_on.seen_at, goes_on.before
    current.flush()
