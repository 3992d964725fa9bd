"""Mails and notices about adaptations, in the transaction of the step they tell of."""

from collections.abc import Iterable, Sequence

from app.access.policy import Role
from app.accounts.models import Person
from app.core import outbox
from app.core.db import session
from app.core.words import day
from app.notices import service as notices
from app.notices.rules import Kind as NoticeKind
from app.quality.models.adaptations import AdaptationEntry
from app.quality.rules.adaptations.frame import Kind
from app.quality.rules.adaptations.mails import told
from app.quality.rules.adaptations.states import Said
from app.quality.service.adaptations.holding import Held
from app.sites import queries as sites
from app.sites.queries import Contact
from app.sites.rules.sides import Side, Speaker

TEMPLATE = "adaptation_said"
ADMINISTRATOR, LOGGER = "Administrator", "Logged it"


def tell(found: Held, entry: AdaptationEntry, by: Speaker) -> None:
    """The other side; of what the NSPCC entered for the authority, the authority. Nobody is told of
    what they did themselves."""
    people = sites.contacts(found.site.id)
    to_nspcc = by.side is Side.AUTHORITY
    whom = _nspcc(people) if to_nspcc else _authority(found, people)
    _queue(found, entry, by, people, whom)


def _nspcc(people: Sequence[Contact]) -> list[Contact]:
    """The lead, the deputy and who covers; where nobody leads the site, the administrators."""
    return [one for one in people if one.is_nspcc] or [
        Contact(one.person_id, one.name, one.email, ADMINISTRATOR, True)
        for one in sites.staff()
        if one.role is Role.ADMIN
    ]


def _authority(found: Held, people: Sequence[Contact]) -> list[Contact]:
    """Whoever logged it, while they belong to the site, and the strategic leads."""
    leads = [one for one in people if not one.is_nspcc]
    logger = session().get_one(Person, found.row.entered_by_id)
    is_known = any(one.person_id == logger.id for one in leads)
    if is_known or logger.staff_role or logger.deactivated_at is not None:
        return leads
    here = any(one.person_id == logger.id for one in sites.people_of(found.site.id))
    return [Contact(logger.id, logger.name, logger.email, LOGGER, False), *leads] if here else leads


def _queue(
    found: Held,
    entry: AdaptationEntry,
    by: Speaker,
    people: Iterable[Contact],
    to: Iterable[Contact],
) -> None:
    """One mail each; answers go to the site's NSPCC lead."""
    row, site, kind = found.row, found.site, Said(entry.kind)
    lead = next((one.email for one in people if one.is_nspcc), None)
    by_nspcc, due = by.side is Side.NSPCC, day(row.due_on, "")
    context = {
        "site": {"name": site.name, "slug": site.slug},
        "adaptation": {"id": row.id, "title": row.title, "kind": Kind(row.kind).label},
        "view": entry.detail if kind is Said.VIEW else "",
    }
    for person in to:
        if person.person_id == by.person_id:
            continue
        words = told(kind, site.name, due, to_nspcc=person.is_nspcc, by_nspcc=by_nspcc)
        notices.write(
            TEMPLATE,
            outbox.Recipient(person.email, person.person_id, person.name),
            context | {"told": words},
            kind=NoticeKind.ADAPTATIONS,
            path=f"/sites/{site.slug}/adaptations/{row.id}",
            key=f"{TEMPLATE}:{entry.id}:{person.person_id}",
            site_id=site.id,
            reply_to=lead,
        )
