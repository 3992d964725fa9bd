"""Who came, went and changed places at a site, for its stream; and where a site's pages lie."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from app.accounts.models import Person
from app.core.stream import Entry, beginning_of, newest
from app.sites.models import LeadTerm, Membership, PostHolding, Site
from app.sites.rules import SiteRole
from app.sites.rules.posts import Post

_CAME, _WENT = "came", "went"


def address_of(site_id: int) -> ColumnElement[str]:
    """The beginning of the addresses of a site's pages, as a column called `here`."""
    slug = select(Site.slug).where(Site.id == site_id).scalar_subquery()
    return (literal("/sites/") + slug).label("here")


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """People who got and lost access, who held a post, who led for the NSPCC; one statement."""
    parts = (*_members(site_id), *_posts(site_id), *_leads(site_id))
    return [_entry(row) for row in newest(parts, before, limit)]


def _columns(
    site_id: int, what: str, change: str, at: Any, id_: Any, role: Any, name: Any, who: Any
) -> tuple[ColumnElement[Any], ...]:
    return (
        literal(what).label("kind"),
        literal(change).label("change"),
        at.label("at"),
        id_.label("id"),
        role.label("role"),
        name.label("name"),
        who.label("who"),
        address_of(site_id),
    )


def _members(site_id: int) -> list[Select[*tuple[Any, ...]]]:
    return [
        select(
            *_columns(
                site_id,
                "member",
                change,
                at,
                Membership.id,
                Membership.role,
                Person.name,
                Person.id,
            )
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.site_id == site_id, at.is_not(None))
        for change, at in ((_CAME, Membership.started_at), (_WENT, Membership.ended_at))
    ]


def _posts(site_id: int) -> list[Select[*tuple[Any, ...]]]:
    name = func.coalesce(Person.name, PostHolding.name)
    return [
        select(
            *_columns(
                site_id,
                "post",
                change,
                beginning_of(on),
                PostHolding.id,
                PostHolding.post,
                name,
                PostHolding.person_id,
            )
        )
        .outerjoin(Person, Person.id == PostHolding.person_id)
        .where(PostHolding.site_id == site_id, on.is_not(None))
        for change, on in ((_CAME, PostHolding.starts_on), (_WENT, PostHolding.ends_on))
    ]


def _leads(site_id: int) -> list[Select[*tuple[Any, ...]]]:
    role = case((LeadTerm.is_deputy, "deputy"), else_="lead")
    return [
        select(
            *_columns(
                site_id,
                "nspcc",
                change,
                beginning_of(on),
                LeadTerm.id,
                role,
                Person.name,
                Person.id,
            )
        )
        .join(Person, Person.id == LeadTerm.person_id)
        .where(LeadTerm.site_id == site_id, on.is_not(None))
        for change, on in ((_CAME, LeadTerm.starts_on), (_WENT, LeadTerm.ends_on))
    ]


def _entry(row: Any) -> Entry:
    return Entry(
        kind="people",
        at=row.at,
        title=_TITLES[row.kind](row.name, row.role, row.change == _CAME),
        path=f"{row.here}/people/posts/{row.role}" if row.kind == "post" else f"{row.here}/people",
        who_id=row.who,
        whole_day=row.kind != "member",
    )


def _member_words(name: str, role: str, came: bool) -> str:
    label = SiteRole(role).label.lower()
    return f"{name} got access as {label}" if came else f"{name} has no access as {label} any more"


def _post_words(name: str, post: str, came: bool) -> str:
    label = Post(post).label
    return f"{label}: {name}" if came else f"{label}: the last day of {name}"


def _lead_words(name: str, role: str, came: bool) -> str:
    label = f"NSPCC {role}"
    return f"{label}: {name}" if came else f"{label}: the last day of {name}"


_TITLES = {"member": _member_words, "post": _post_words, "nspcc": _lead_words}
