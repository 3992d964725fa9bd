"""Mails and notices about support, in the transaction of the step they tell the other side of."""

from collections.abc import Iterable, Sequence

from app.access.policy import Role
from app.accounts.models import Person
from app.core import outbox
from app.core.db import session
from app.core.words import day
from app.notices import service as notices
from app.notices.rules import Kind as NoticeKind
from app.sites import queries as sites
from app.sites.queries import Contact
from app.sites.rules.sides import Side, Speaker
from app.support.models import SupportEntry
from app.support.rules.conversation import Said
from app.support.rules.kinds import Kind
from app.support.rules.mails import Told, told
from app.support.service.holding import Held

SAID = "support_said"
ADMINISTRATOR, ASKER = "Administrator", "Asked for it"


def tell_asked(found: Held, entry: SupportEntry, by: Speaker) -> None:
    """The NSPCC; and whoever asked, where it was entered for them."""
    people = sites.contacts(found.site.id)
    _queue("support_asked", found, entry, by, people, _nspcc(people))
    if by.side is Side.NSPCC:
        _queue(SAID, found, entry, by, people, _authority(found, people))


def tell_answered(found: Held, entry: SupportEntry, by: Speaker) -> None:
    """Whoever asked and the strategic leads: there is an offer, or what else may help."""
    people = sites.contacts(found.site.id)
    _queue("support_answered", found, entry, by, people, _authority(found, people))


def tell_delivered(found: Held, entry: SupportEntry, by: Speaker) -> None:
    """The same: did it help?"""
    people = sites.contacts(found.site.id)
    _queue("support_delivered", found, entry, by, people, _authority(found, people))


def tell_others(found: Held, entry: SupportEntry, by: Speaker) -> None:
    """The other side; of a step of the authority that the NSPCC entered, both."""
    people = sites.contacts(found.site.id)
    is_theirs = by.side is Side.NSPCC
    if is_theirs:
        _queue(SAID, found, entry, by, people, _authority(found, people))
    if not is_theirs or entry.kind != Said.MESSAGE:
        _queue(SAID, found, entry, by, people, _nspcc(people))


def _nspcc(people: Sequence[Contact]) -> list[Contact]:
    """The lead, the deputy and who covers; where nobody leads the site, the administrators, so
    that no request is left unread."""
    return [one for one in people if one.is_nspcc] or [
        Contact(one.person_id, one.name, one.email, ADMINISTRATOR, True)
        for one in sites.staff()
        if one.role is Role.ADMIN
    ]


def _authority(found: Held, people: Sequence[Contact]) -> list[Contact]:
    """Whoever asked, while they belong to the site, and the strategic leads."""
    leads = [one for one in people if not one.is_nspcc]
    asker_id = found.row.asked_by_id
    asker = session().get(Person, asker_id) if asker_id is not None else None
    known = {one.person_id for one in leads}
    if asker is None or asker.id in known or asker.deactivated_at is not None:
        return leads
    here = any(one.person_id == asker.id for one in sites.people_of(found.site.id))
    return [Contact(asker.id, asker.name, asker.email, ASKER, False), *leads] if here else leads


def _queue(
    template: str,
    found: Held,
    entry: SupportEntry,
    by: Speaker,
    people: Iterable[Contact],
    to: Iterable[Contact],
) -> None:
    """One mail each, but not to whoever did it; answers go to the site's NSPCC lead."""
    row, site, kind = found.row, found.site, Said(entry.kind)
    lead = next((one.email for one in people if one.is_nspcc), None)
    context = {
        "site": {"name": site.name, "slug": site.slug},
        "support": {
            "id": row.id,
            "title": row.title,
            "kind": Kind(row.kind).label,
            "needed_by": day(row.needed_by, "No date"),
            "answer_due": day(row.answer_due_on, ""),
        },
        "said": {"kind": kind.value, "label": kind.label, "detail": entry.detail},
    }
    for person in to:
        if person.person_id != by.person_id:
            notices.write(
                template,
                outbox.Recipient(person.email, person.person_id, person.name),
                context | _words(template, found, kind, person, by),
                kind=NoticeKind.SUPPORT,
                path=f"/sites/{site.slug}/support/{row.id}",
                key=f"{template}:{entry.id}:{person.person_id}",
                site_id=site.id,
                reply_to=lead,
            )


def _words(template: str, found: Held, said: Said, to: Contact, by: Speaker) -> dict[str, Told]:
    """What a mail about a step of one side begins with; the others have words of their own."""
    if template != SAID:
        return {}
    due, by_nspcc = day(found.row.answer_due_on, ""), by.side is Side.NSPCC
    return {"told": told(said, found.site.name, due, to_nspcc=to.is_nspcc, by_nspcc=by_nspcc)}
