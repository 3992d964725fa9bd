"""Sharing a resource: begun, looked through by its owner, approved where that is needed."""

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.library.models import Edition, Resource
from app.library.rules import (
    Details,
    EditionState,
    Reader,
    State,
    check_details,
    check_review,
    joined,
    may_change,
    may_handle,
    next_review,
    state_when_shared,
)
from app.library.service.editions import NewEdition, check, put_in, virus_faults
from app.library.service.holding import edition, held, ownership
from app.library.service.shelving import path_of, shelve
from app.library.service.telling import tell_deciders, tell_holders, tell_mark_lost
from app.posts import queries
from app.posts import service as posts
from app.posts.rules import Place


def begin(
    who: Reader,
    site_id: int | None,
    said: Details,
    new: NewEdition,
    from_post_id: int | None = None,
) -> int:
    """Take in a resource with its first version; nobody else sees it until `share`. Returns its
    number. Raises Refused."""
    today = clock.today()
    refuse([*check_details(said), *check_review(said.review_on, today), *check(new)])
    audit.because("resource begun", summary="A resource was added.", site_id=site_id)
    made = Resource(
        owner_id=who.person_id,
        site_id=site_id,
        state=State.DRAFT.value,
        about=said.about,
        from_post_id=from_post_id,
        added_at=clock.now(),
    )
    _describe(made, said)
    made.review_on = said.review_on or next_review(today)
    session().add(made)
    session().flush()
    put_in(made, new, "", who.person_id)
    return made.id


def change(resource_id: int, who: Reader, said: Details, seen: int) -> None:
    """Change what is said about a resource. Its description is its owner's post: of others what
    they say there is left out. Raises Refused, LookupError, ChangedMeanwhile."""
    resource = held(resource_id, seen, said.title, said.about, said.credit)
    if not may_change(who, ownership(resource)):
        raise LookupError(f"Resource {resource_id} is not theirs to change.")
    owns = who.person_id == resource.owner_id
    refuse(fault for fault in check_details(said) if owns or fault[0] != "about")
    if said.review_on != resource.review_on:
        refuse(check_review(said.review_on, clock.today()))
    audit.because(
        "resource changed", summary="The details of a resource changed.", site_id=resource.site_id
    )
    if resource.post_id is not None:
        posts.check_title(resource.post_id, resource.title, said.title)
    _describe(resource, said)
    resource.review_on = said.review_on
    if owns and resource.post_id is None:
        resource.about = said.about
    elif owns:
        resource.post_id = _reworded(resource, said.about)
    session().flush()
    shelve(resource)


def _reworded(it: Resource, text: str) -> int:
    """The number of the post with the new wording: another one where the old one is not shown."""
    before = queries.find(it.post_id) if it.post_id is not None else None
    if before is not None and before.state.is_read:
        return posts.edit(before.id, it.owner_id, text).id
    return _written(it, text)


def _written(it: Resource, text: str) -> int:
    path = f"{path_of(it.id)}#about"
    return posts.write(it.owner_id, text, Place.RESOURCE, path=path).id


def _describe(it: Resource, said: Details) -> None:
    it.title = said.title
    it.kind = said.kind.value
    it.licence = said.licence.value
    it.credit = said.credit
    it.stage = said.stage
    it.implementation = said.implementation
    it.audience = joined(said.audience)
    it.tags = joined(said.tags)


def share(resource_id: int, who: Reader, seen: int) -> State:
    """Its owner has looked through a version: publish it, or ask whoever decides. Returns where it
    stands then. Raises LookupError, ChangedMeanwhile."""
    resource = held(resource_id, seen)
    draft = edition(resource_id, EditionState.DRAFT, EditionState.REFUSED)
    whose = ownership(resource)
    if draft is None or not may_change(who, whose) or not may_handle(who, whose, draft.added_by_id):
        raise LookupError(f"Resource {resource_id} has nothing to share.")
    refuse(virus_faults(draft, "confirmed"))
    if state_when_shared(who, whose) is State.PUBLISHED:
        audit.because(
            "resource shared",
            summary="A resource was shared with the community.",
            site_id=resource.site_id,
        )
        publish(resource, draft, who)
        return State.PUBLISHED
    audit.because(
        "resource sent for approval",
        summary="A resource waits to be approved before the community sees it.",
        site_id=resource.site_id,
    )
    draft.state = EditionState.WAITING.value
    if resource.published_at is None:
        resource.state = State.WAITING.value
    resource.reason = ""
    session().flush()
    tell_deciders(resource, draft)
    return State.WAITING


def publish(resource: Resource, draft: Edition, who: Reader) -> None:
    """Let everybody have a version from now on; who has an older one is told. The NSPCC's mark was
    set on what they had before, and stays only where the NSPCC lets the new one out."""
    if resource.post_id is None:
        resource.post_id, resource.about = _written(resource, resource.about), ""
    draft.state = EditionState.LIVE.value
    resource.state = State.PUBLISHED.value
    resource.decided_by_id, resource.decided_at, resource.reason = who.person_id, clock.now(), ""
    resource.published_at = resource.published_at or clock.now()
    if draft.number > 1 and resource.endorsed_by_id is not None and not who.is_nspcc:
        tell_mark_lost(resource, draft.number, resource.endorsed_by_id)
        resource.endorsed_at, resource.endorsed_by_id = None, None
    session().flush()
    shelve(resource, draft)
    if draft.number > 1:
        tell_holders(resource, draft)
