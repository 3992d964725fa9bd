"""What becomes of a withdrawn resource: its title can be mended, its content goes for good."""

from datetime import datetime

from sqlalchemy import or_, select

from app.core import audit
from app.core.db import session
from app.core.refusals import at_most, needed, refuse
from app.library.models import Edition, Resource
from app.library.rules import KEPT_AFTER_REMOVAL, LONGEST_TITLE, Reader, State, may_reword
from app.library.service.holding import held, ownership


def reword(resource_id: int, who: Reader, title: str, credit: str, seen: int) -> None:
    """The NSPCC mends what everybody still reads of a withdrawn resource. Raises Refused,
    LookupError, ChangedMeanwhile."""
    resource = held(resource_id, seen, title, credit)
    if not may_reword(who, ownership(resource)):
        raise LookupError(f"Resource {resource_id} is not theirs to reword.")
    refuse(needed("title", title, LONGEST_TITLE, "Enter a title", "The title"))
    refuse(at_most("credit", credit, LONGEST_TITLE, "The name"))
    audit.because(
        "withdrawn resource reworded",
        summary="The title or the credit of a withdrawn resource was changed.",
        site_id=resource.site_id,
    )
    resource.title, resource.credit = title.strip(), credit.strip()
    session().flush()


def delete_content(now: datetime) -> int:
    """Delete for good what was withdrawn long enough ago, all but the titles; returns how many
    versions. Files are then named by no row, and the sweep of the store takes them."""
    due = session().execute(
        select(Edition, Resource.site_id)
        .join(Resource, Resource.id == Edition.resource_id)
        .where(
            Resource.state == State.WITHDRAWN.value,
            Resource.decided_at <= now - KEPT_AFTER_REMOVAL,
            or_(Edition.link != "", Edition.file_key.is_not(None), Edition.text != ""),
        )
        .order_by(Edition.id)
        .with_for_update(of=Edition)
    )
    done = 0
    for one, site_id in due.all():
        audit.because(
            "resource deleted",
            summary="The content of a withdrawn resource was deleted.",
            site_id=site_id,
        )
        one.link, one.file_key, one.file_name, one.picture_key, one.text = "", None, "", None, ""
        session().flush()
        done += 1
    return done
