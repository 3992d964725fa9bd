"""Who came, went and changed places at a site, for its stream."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal

from app.accounts.models import Person
from app.core.stream import Entry, beginning_of
from app.sites.models import LeadTerm, Membership, PostHolding
from app.sites.queries.telling import SITE, Part, Statement, columns, tell
from app.sites.rules import SiteRole
from app.sites.rules.posts import Post

_CAME, _WENT = "came", "went"


def _member_words(row: Any) -> str:
    label = SiteRole(row.code).label.lower()
    came = f"{row.words} got access as {label}"
    return came if row.to == _CAME else f"{row.words} has no access as {label} any more"


def _post_words(row: Any) -> str:
    last_day = "" if row.to == _CAME else "the last day of "
    return f"{Post(row.code).label}: {last_day}{row.words}"


def _lead_words(row: Any) -> str:
    last_day = "" if row.to == _CAME else "the last day of "
    return f"NSPCC {row.code}: {last_day}{row.words}"


def _part(
    name: str, statement: Statement, words: Callable[[Any], str], *, whole_day: bool = True
) -> Part:
    def entry(row: Any) -> Entry:
        page = f"posts/{row.code}" if words is _post_words else ""
        path = f"{row.here}/people/{page}".rstrip("/")
        return Entry("people", row.at, words(row), "", path, who_id=row.who, whole_day=whole_day)

    return Part(name, "people", statement, entry)


def _member(change: str, at: Any) -> Part:
    of = Membership
    name = f"member-{change}"
    found = (
        columns(name, at, of.id, code=of.role, to=literal(change), words=Person.name, who=Person.id)
        .select_from(of)
        .join(Person, Person.id == of.person_id)
        .where(of.site_id == SITE, at.is_not(None))
    )
    return _part(name, found, _member_words, whole_day=False)


def _post(change: str, on: Any) -> Part:
    of = PostHolding
    name, holder = f"post-{change}", func.coalesce(Person.name, of.name)
    more = {"code": of.post, "to": literal(change), "words": holder, "who": of.person_id}
    found = (
        columns(name, beginning_of(on), of.id, **more)
        .select_from(of)
        .outerjoin(Person, Person.id == of.person_id)
        .where(of.site_id == SITE, on.is_not(None))
    )
    return _part(name, found, _post_words)


def _lead(change: str, on: Any) -> Part:
    of = LeadTerm
    name, role = f"lead-{change}", case((of.is_deputy, "deputy"), else_="lead")
    more = {"code": role, "to": literal(change), "words": Person.name, "who": Person.id}
    found = (
        columns(name, beginning_of(on), of.id, **more)
        .select_from(of)
        .join(Person, Person.id == of.person_id)
        .where(of.site_id == SITE, on.is_not(None))
    )
    return _part(name, found, _lead_words)


PARTS = (
    _member(_CAME, Membership.started_at),
    _member(_WENT, Membership.ended_at),
    _post(_CAME, PostHolding.starts_on),
    _post(_WENT, PostHolding.ends_on),
    _lead(_CAME, LeadTerm.starts_on),
    _lead(_WENT, LeadTerm.ends_on),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """People who got and lost access, who held a post, who led for the NSPCC; one statement."""
    return tell(PARTS, site_id, before, limit)
