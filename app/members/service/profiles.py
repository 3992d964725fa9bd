"""Writing profiles."""

from collections.abc import Callable
from dataclasses import asdict

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused
from app.members.models import Interest, Profile
from app.members.queries import interests
from app.members.rules import TAGS
from app.members.rules.profiles import SHOWABLE, Wishes, check
from app.notices import service as notices
from app.notices.rules import Kind

_OWN_WORDS = ("role_words", "place", "about", "languages")
SAVED, EMPTIED = "community profile saved", "community profile emptied"


class Conflict(Exception):
    """The profile was saved in another window meanwhile."""


def save(person_id: int, wishes: Wishes, seen: int, *, is_nspcc: bool) -> None:
    """Keep somebody's own profile; `seen` is the version it was filled in over (0: none). Raises
    Refused, Conflict."""
    faults = check(wishes, is_nspcc=is_nspcc)
    if faults:
        raise Refused(faults)
    found = session().get(Profile, person_id, with_for_update=True)
    if (found.version if found else 0) != seen:
        raise Conflict
    audit.because(SAVED, summary="A community profile was saved.", about_id=person_id)
    if found is None:
        found = Profile(person_id=person_id)
        session().add(found)
    if wishes.takes_messages or found.takes_messages:
        found.messages_off_at = None if wishes.takes_messages else clock.now()
    for name, value in asdict(wishes).items():
        if name not in ("shown", "interests"):
            setattr(found, name, value)
    for name in SHOWABLE:
        setattr(found, f"{name}_shown", name in wishes.shown)
    found.changed_at = clock.now()
    _interested(person_id, wishes.interests)
    session().flush()


def follow_tags(person_id: int, tags: frozenset[str]) -> None:
    """Keep which tags somebody is interested in, without the rest of a profile."""
    audit.because("interests chosen", summary="Interests were chosen.", about_id=person_id)
    _interested(person_id, tags)
    session().flush()


def empty(
    person_id: int, reason: str, which: Callable[[str], bool] = lambda words: bool(words)
) -> None:
    """Take away what somebody wrote about themselves, as moderators may: all of it, or the fields
    of `which` words that holds. Where nothing is left to take away, nothing happens."""
    found = session().get(Profile, person_id, with_for_update=True, populate_existing=True)
    if found is None:
        return
    gone = [name for name in _OWN_WORDS if (words := getattr(found, name)) and which(words)]
    if not gone:
        return
    audit.because(
        EMPTIED,
        summary="The NSPCC took away what a member wrote about themselves.",
        about_id=person_id,
        reason=reason,
        nspcc_only=True,
    )
    for name in gone:
        setattr(found, name, "")
    found.changed_at = clock.now()
    session().flush()
    notices.tell(
        person_id,
        Kind.COMMUNITY,
        "The NSPCC took away what you wrote in your profile. Write it anew within the house rules",
        "/community/profile",
        key=f"profile-emptied:{person_id}:{found.version}",
    )


def _interested(person_id: int, tags: frozenset[str]) -> None:
    have, wanted = interests(person_id), tags & set(TAGS)
    for tag in sorted(wanted - have):
        session().add(Interest(person_id=person_id, tag=tag))
    for tag in sorted(have - wanted):
        session().delete(session().get_one(Interest, (person_id, tag)))
