"""Who is told what about a resource: by mail and inside the portal."""

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import select

from app.access.policy import Role
from app.accounts.models import Person
from app.core import outbox
from app.core.db import session
from app.library.models import Edition, Resource, ResourceUse
from app.library.service.shelving import path_of
from app.members import queries as members
from app.notices import service as notices
from app.notices.rules import Kind
from app.notices.service import News
from app.sites import queries as sites


@dataclass(frozen=True)
class Told:
    """The end of a subject line, the first sentences of the mail, which begin with what to do, and
    the words of its button."""

    subject: str
    words: str
    button: str


class Outcome(Enum):
    """What was decided about a resource, as whoever shared it is told."""

    APPROVED = Told(
        "is approved and shared",
        "See it as your colleagues do: it is approved and shared with the community.",
        "See it in the community",
    )
    REFUSED = Told(
        "is not approved",
        "Read why it is not approved. You can change it and send it for approval again.",
        "Read why, and change it",
    )
    WITHDRAWN = Told(
        "was withdrawn",
        "Read why it was withdrawn: nobody finds or downloads it any longer.",
        "Read why",
    )


def tell_deciders(resource: Resource, waiting: Edition) -> None:
    """Those who can approve it, by mail and in the portal: the strategic leads of the authority;
    where it has none its NSPCC lead, and for no authority the administrators, while all of the
    NSPCC see it in their list."""
    name = members.bylines([resource.owner_id])[resource.owner_id].name
    path = f"{path_of(resource.id)}/decide"
    said = {"title": resource.title, "changes": waiting.changes, "path": path}
    notices.write_all(
        [
            outbox.Letter(
                "library_waiting",
                one,
                {"name": name, "resource": said},
                f"library_waiting:{resource.id}:{resource.version}:{one.person_id}",
            )
            for one in _deciders(resource.site_id)
        ],
        kind=Kind.COMMUNITY,
        path=path,
        can_stop=True,
    )


def _deciders(site_id: int | None) -> list[outbox.Recipient]:
    contacts = sites.contacts(site_id) if site_id is not None else []
    leads = [one for one in contacts if not one.is_nspcc]
    if chosen := leads or contacts:
        return [outbox.Recipient(one.email, one.person_id, one.name) for one in chosen]
    staff = [one for one in sites.staff() if one.role is Role.ADMIN]
    return [outbox.Recipient(one.email, one.person_id, one.name) for one in staff]


def tell_decided(resource: Resource, outcome: Outcome) -> None:
    """Whoever shared it, by mail and in the portal; with the reason, where there is one."""
    owner = session().get_one(Person, resource.owner_id)
    if owner.deactivated_at is not None:
        return
    path = path_of(resource.id)
    said = {"title": resource.title, "reason": resource.reason, "path": path}
    key = f"library_decided:{resource.id}:{resource.version}"
    to = outbox.Recipient(owner.email, owner.id, owner.name)
    notices.write_all(
        [outbox.Letter("library_decided", to, {"resource": said, "told": outcome.value}, key)],
        kind=Kind.COMMUNITY,
        path=path,
        can_stop=True,
    )


def tell_owner(resource: Resource, number: int, what: str, event: str) -> None:
    """What became of a version they shared, in the portal alone; once for each `event`."""
    notices.tell(
        resource.owner_id,
        Kind.COMMUNITY,
        f"“{resource.title}” {what}",
        path_of(resource.id),
        key=f"resource-owner:{resource.id}:{number}:{event}",
    )


def tell_unscanned(resource: Resource, it: Edition) -> None:
    """Its owner and the administrators, of a file that the scanner cannot judge or that is lost."""
    what = "cannot be scanned for viruses, so nobody can download it"
    tell_owner(resource, it.number, f"{what}: add it in another form", f"scan:{it.id}")
    notices.tell_all(
        News(
            one.person_id,
            Kind.COMMUNITY,
            f"The file of “{resource.title}” {what}: look at the scanner and the store",
            path_of(resource.id),
            key=f"resource-scan:{it.id}:{one.person_id}",
        )
        for one in sites.staff()
        if one.role is Role.ADMIN
    )


def tell_mark_lost(resource: Resource, number: int, endorser_id: int) -> None:
    """Whoever set the NSPCC's mark, which does not speak of this version."""
    notices.tell(
        endorser_id,
        Kind.COMMUNITY,
        f"“{resource.title}” has a new version without the NSPCC’s mark: endorse it anew",
        path_of(resource.id),
        key=f"resource-mark:{resource.id}:{number}",
    )


def tell_holders(resource: Resource, newest: Edition) -> None:
    """Everybody who has an older version and not this one."""
    holders = session().scalars(
        select(ResourceUse.person_id)
        .where(ResourceUse.resource_id == resource.id, ResourceUse.person_id != newest.added_by_id)
        .distinct()
    )
    said = f": {newest.changes}" if newest.changes else ""
    notices.tell_all(
        News(
            person_id,
            Kind.COMMUNITY,
            f"You have an old version of “{resource.title}”. Version {newest.number}{said}",
            path_of(resource.id),
            key=f"resource-newer:{resource.id}:{newest.number}:{person_id}",
        )
        for person_id in holders
    )
