"""Mail of a round: who is asked to answer, who may act next. Never an answer, never a score."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.accounts.models import Person
from app.assessments.queries import RoundRef
from app.core import clock, outbox
from app.notices import service as notices
from app.notices.rules import Kind
from app.sites import queries as sites

PARTS = {  # where a mail leads within its round
    "assessments_answered": "/result",
    "assessments_signed_off": "/result",
    "assessments_to_sign_off": "/check",
}


def ask_to_rate(
    found: RoundRef, roles: Iterable[tuple[Person, str]], *, again: bool = False
) -> int:
    """Ask people to answer in their roles, with a link that needs no more than signing in.

    Returns how many mails were queued: asking again sends at most one a day.
    """
    reply_to = _first_address(sites.nspcc_contacts(found.site_id))
    return sum(_ask(found, person, role, reply_to, again=again) for person, role in roles)


def _ask(found: RoundRef, person: Person, role: str, reply_to: str | None, *, again: bool) -> bool:
    on = f":{clock.today()}" if again else ""
    asked = f"{clock.now():%Y%m%d%H%M%S}" if not again else "again"
    return notices.write(
        "assessments_invitation",
        outbox.Recipient(person.email, person.id, person.name),
        {**_about(found), "role": role, "again": again},
        kind=Kind.ASSESSMENTS,
        path=_page(found),
        key=f"round:{found.id}:asked:{person.id}:{asked}{on}",
        site_id=found.site_id,
        reply_to=reply_to,
    )


def tell_lead(found: RoundRef, template: str, key: str, **context: Any) -> None:
    """Tell the NSPCC lead and deputy of the site."""
    people = sites.nspcc_contacts(found.site_id)
    _tell(found, template, key, people, context, _first_address(people))


def tell_strategic(found: RoundRef, template: str, key: str, **context: Any) -> None:
    """Tell the strategic leads of the site."""
    everyone = sites.contacts(found.site_id)
    people = [one for one in everyone if not one.is_nspcc]
    _tell(found, template, key, people, context, _first_address(everyone))


def _tell(
    found: RoundRef,
    template: str,
    key: str,
    people: Iterable[sites.Contact],
    context: Mapping[str, Any],
    reply_to: str | None,
) -> None:
    """Queue one mail for each of them; the same key once more queues nothing."""
    for person in people:
        notices.write(
            template,
            outbox.Recipient(person.email, person.person_id, person.name),
            {**_about(found), **context},
            kind=Kind.ASSESSMENTS,
            path=_page(found, PARTS.get(template, "")),
            key=f"round:{found.id}:{key}:{person.person_id}",
            site_id=found.site_id,
            reply_to=reply_to,
        )


def _page(found: RoundRef, part: str = "") -> str:
    return f"/sites/{found.row.site.slug}/assessments/{found.slug}{part}"


def _about(found: RoundRef) -> dict[str, Any]:
    site = found.row.site
    return {
        "site": {"name": site.name, "slug": site.slug},
        "round": {
            "title": found.title,
            "name": found.instrument.title,
            "slug": found.slug,
            "minutes": found.instrument.minutes,
            "items": len(found.instrument.items),
            "closes_on": found.closes_on,
        },
    }


def _first_address(people: Iterable[sites.Contact]) -> str | None:
    """Replies go to the NSPCC lead of the site."""
    return next((one.email for one in people if one.is_nspcc), None)
