"""Mail about statuses and events: queued in the transaction of what it tells of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.core import outbox
from app.notices import service as notices
from app.notices.rules import Kind
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.queries import Contact
from app.standing.models import ResumeRequest, SiteEvent, StatusDeclaration
from app.standing.rules import Answer, Declaration, said_in_words
from app.standing.rules.declaring import codes_in_words

PLACES = {"standing_event": "events"} | dict.fromkeys(
    ("standing_declared", "standing_asked", "standing_answered"), "status"
)


def tell_declared(
    site: Site,
    row: StatusDeclaration,
    said: Declaration,
    told: Sequence[Contact],
    people: Sequence[Contact],
) -> None:
    """Those of the NSPCC's lead and deputy and the strategic leads who do not know yet."""
    context = {
        "said": said_in_words(said.to, said.on, said.until, said.on),
        "is_active": said.to.value == "active",
        "reasons": codes_in_words(said.reasons),
        "words": said.words,
    }
    _queue("standing_declared", site, f"declared:{row.id}", told, context, people)


def tell_asked(site: Site, row: ResumeRequest, asker: str) -> None:
    """The NSPCC's lead and deputy: somebody asks to resume."""
    context = {"asker": asker, "words": row.words, "request_id": row.id}
    people = sites.nspcc_contacts(site.id)
    _queue("standing_asked", site, f"resume-asked:{row.id}", people, context, people)


def tell_answered(
    site: Site, row: ResumeRequest, asker: Contact, people: Sequence[Contact]
) -> None:
    """Whoever asked."""
    context = {"resumed": row.answer == Answer.RESUME.value, "words": row.answer_words}
    _queue("standing_answered", site, f"resume-answered:{row.id}", [asker], context, people)


def tell_event(site: Site, row: SiteEvent, kind: str, dates: str, by: int | None) -> None:
    """The NSPCC's lead and deputy, once for each event, unless they entered it."""
    context = {"kind": kind, "title": row.title, "words": row.words, "dates": dates}
    people = sites.nspcc_contacts(site.id)
    told = [one for one in people if one.person_id != by]
    _queue("standing_event", site, f"site-event:{row.id}", told, context, people)


def _queue(
    template: str,
    site: Site,
    key: str,
    told: Iterable[Contact],
    context: Mapping[str, Any],
    people: Iterable[Contact],
) -> None:
    """One mail each; answers go to the first of the NSPCC among `people`, its lead."""
    lead = next((one.email for one in people if one.is_nspcc), None)
    for person in told:
        notices.write(
            template,
            outbox.Recipient(person.email, person.person_id, person.name),
            {"site": {"name": site.name, "slug": site.slug}, **context},
            kind=Kind.STANDING,
            path=f"/sites/{site.slug}/{PLACES[template]}",
            key=f"{key}:{person.person_id}",
            site_id=site.id,
            reply_to=lead,
        )
