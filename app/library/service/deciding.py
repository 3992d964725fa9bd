"""Approving what an authority shares, endorsing, withdrawing, and finding it still right."""

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.library.models import Resource
from app.library.rules import (
    LONGEST_REASON,
    EditionState,
    Reader,
    State,
    may_change,
    may_decide,
    next_review,
)
from app.library.service.editions import virus_faults
from app.library.service.holding import edition, held, ownership
from app.library.service.sharing import publish
from app.library.service.shelving import shelve
from app.library.service.telling import Outcome, tell_decided


def decide(resource_id: int, who: Reader, approve: bool, reason: str, seen: int) -> None:
    """Approve what waits, or say why not; its owner is told. Raises Refused, LookupError,
    ChangedMeanwhile."""
    resource = held(resource_id, seen, reason)
    waiting = edition(resource_id, EditionState.WAITING)
    if waiting is None or not may_decide(who, ownership(resource)):
        raise LookupError(f"Resource {resource_id} does not wait for them.")
    if approve:
        refuse(virus_faults(waiting, "decision"))
        audit.because(
            "resource approved",
            summary="A resource was approved and shared with the community.",
            site_id=resource.site_id,
        )
        publish(resource, waiting, who)
        tell_decided(resource, Outcome.APPROVED)
        return
    _check_reason(reason)
    audit.because(
        "resource not approved",
        summary="A resource was not approved.",
        site_id=resource.site_id,
        reason=reason,
    )
    waiting.state = EditionState.REFUSED.value
    if resource.published_at is None:
        resource.state = State.REFUSED.value
    resource.reason = reason.strip()
    resource.decided_by_id, resource.decided_at = who.person_id, clock.now()
    session().flush()
    tell_decided(resource, Outcome.REFUSED)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        refuse([("reason", "Say why, so that its owner can mend it")])
    if len(reason) > LONGEST_REASON:
        refuse([("reason", f"Use at most {LONGEST_REASON:,} characters")])


def endorse(resource_id: int, by: int, on: bool) -> None:
    """Set or take back the NSPCC's mark. Raises LookupError."""
    resource = held(resource_id)
    if State(resource.state) is not State.PUBLISHED:
        raise LookupError(f"Resource {resource_id} is not shared.")
    if (resource.endorsed_at is not None) == on:
        return
    audit.because(
        "resource endorsed" if on else "endorsement taken back",
        summary="The NSPCC endorsed a resource." if on else "The NSPCC no longer endorses it.",
    )
    resource.endorsed_at, resource.endorsed_by_id = (clock.now(), by) if on else (None, None)
    session().flush()
    shelve(resource)


def withdraw(resource_id: int, who: Reader, reason: str, seen: int) -> None:
    """Take a resource away from its readers; those who have it can still read why. Raises Refused,
    LookupError, ChangedMeanwhile."""
    resource = _theirs(resource_id, who, seen, reason)
    _check_reason(reason)
    audit.because(
        "resource withdrawn",
        summary="A resource was withdrawn from the community.",
        site_id=resource.site_id,
        reason=reason,
    )
    resource.state, resource.reason = State.WITHDRAWN.value, reason.strip()
    resource.decided_by_id, resource.decided_at = who.person_id, clock.now()
    session().flush()
    shelve(resource)
    if who.person_id != resource.owner_id:
        tell_decided(resource, Outcome.WITHDRAWN)


def found_right(resource_id: int, who: Reader, seen: int) -> None:
    """Its owner or the NSPCC looked at it again and nothing has to change. Raises LookupError,
    ChangedMeanwhile."""
    resource = _theirs(resource_id, who, seen)
    audit.because(
        "resource looked at again",
        summary="A resource was looked at again and found right.",
        site_id=resource.site_id,
    )
    resource.review_on = next_review(clock.today())
    session().flush()


def _theirs(resource_id: int, who: Reader, seen: int, *typed: str) -> Resource:
    resource = held(resource_id, seen, *typed)
    published = State(resource.state) is State.PUBLISHED
    if not published or not may_change(who, ownership(resource)):
        raise LookupError(f"Resource {resource_id} is not theirs to change.")
    return resource
