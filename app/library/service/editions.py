"""Versions of a resource: taking one in, and throwing away one that was not shared."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.files import Kept, Verdict
from app.core.refusals import refuse
from app.library.models import Edition, Resource
from app.library.rules import LONGEST_CHANGE, EditionState, Reader, link_fault, may_handle
from app.library.service.holding import edition, held, ownership


@dataclass(frozen=True)
class NewEdition:
    """What a version is made of: a link, or a file that lies in the store already with what was
    read in it. `picture_key` finds the picture made of it."""

    link: str = ""
    file: Kept | None = None
    text: str = ""
    pages: int = 0
    picture_key: str | None = None
    scan: Verdict = Verdict.UNSCANNED


def check(new: NewEdition) -> list[tuple[str, str]]:
    """(field, what to do) for each fault."""
    if new.file is not None:
        return []
    fault = link_fault(new.link)
    return [("link", fault)] if fault else []


def virus_faults(it: Edition, field: str) -> list[tuple[str, str]]:
    """What is in the way of letting out a version whose file is gone."""
    if it.scan != Verdict.INFECTED.value:
        return []
    return [(field, "The file held a virus and was deleted: choose another file")]


def put_in(resource: Resource, new: NewEdition, changes: str, added_by: int) -> Edition:
    """Add a version, for its owner to look through."""
    last = select(func.max(Edition.number)).where(Edition.resource_id == resource.id)
    kept = new.file
    made = Edition(
        resource_id=resource.id,
        number=(session().scalar(last) or 0) + 1,
        state=EditionState.DRAFT.value,
        changes=changes,
        link="" if kept else new.link,
        file_key=kept.key if kept else None,
        file_name=kept.name if kept else "",
        file_type=kept.kind.media_type if kept else "",
        file_size=kept.size if kept else None,
        sha256=kept.sha256 if kept else "",
        pages=new.pages,
        text=new.text,
        picture_key=new.picture_key,
        scan=new.scan.value,
        link_state="",
        misses=0,
        added_by_id=added_by,
        added_at=clock.now(),
    )
    session().add(made)
    session().flush()
    return made


def add_edition(resource_id: int, new: NewEdition, changes: str, by: int, seen: int) -> None:
    """Add a newer version, which is shared once it was looked through (`sharing.share`). It takes
    the place of one that was not shared or not approved. Raises Refused, LookupError,
    ChangedMeanwhile."""
    resource = held(resource_id, seen, new.link, changes)
    refuse([*check(new), *_change_faults(changes, is_first=resource.published_at is None)])
    if edition(resource_id, EditionState.WAITING) is not None:
        refuse([("what", "The newest version waits for approval: add another once it is decided")])
    old = edition(resource_id, EditionState.DRAFT, EditionState.REFUSED)
    if old is not None and old.added_by_id != by:
        refuse([("what", "Somebody else’s newer version was not shared yet: ask them first")])
    audit.because(
        "resource version added",
        summary="A new version of a resource was added.",
        site_id=resource.site_id,
    )
    if old is not None:
        session().delete(old)
        session().flush()
    put_in(resource, new, changes.strip(), by)


def _change_faults(changes: str, *, is_first: bool) -> list[tuple[str, str]]:
    if not changes.strip() and not is_first:
        return [("changes", "Say what changed, so that people know whether they need it")]
    if len(changes) > LONGEST_CHANGE:
        return [("changes", f"Use at most {LONGEST_CHANGE} characters")]
    return []


def discard(resource_id: int, who: Reader) -> bool:
    """Throw away the version that was not shared, and the resource with it if it has no other.

    The file is then named by no row, and the sweep of the store takes it. Returns whether the
    resource is still there. Raises LookupError.
    """
    resource = held(resource_id)
    draft = edition(resource_id, EditionState.DRAFT, EditionState.REFUSED)
    if draft is None or not may_handle(who, ownership(resource), draft.added_by_id):
        raise LookupError(f"Resource {resource_id} has nothing of theirs that was not shared.")
    audit.because(
        "resource draft thrown away",
        summary="A version of a resource was thrown away before it was shared.",
        site_id=resource.site_id,
    )
    session().delete(draft)
    session().flush()
    if edition(resource_id, *EditionState) is not None:
        return True
    session().delete(resource)
    session().flush()
    return False
