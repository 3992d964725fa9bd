"""The mails of a site as its stream tells them: what about and to whom by role, never the text.

Mail with a token never appears. What was sent to several people at once is one entry. Whoever
belongs to the site sees what went to people of it; contributors, what went to contributors.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select

from app.accounts.models import Person
from app.core.charts import joined
from app.core.db import session
from app.core.outbox import OutboxMail, State
from app.core.stream import Entry
from app.core.words import count
from app.sites.models import Membership, Site
from app.sites.rules import SiteRole

TOGETHER = timedelta(minutes=10)  # mail about one thing that was queued within it is one entry
SENT = (State.SENT, State.CAPTURED)
NSPCC, STRATEGIC, CONTRIBUTOR, OTHER = "nspcc", SiteRole.STRATEGIC, SiteRole.CONTRIBUTOR, ""
_RECIPIENTS = (
    (STRATEGIC, "strategic lead", "strategic leads"),
    (CONTRIBUTOR, "contributor", "contributors"),
    (OTHER, "partner without an account", "partners without an account"),
    (NSPCC, "person at the NSPCC", "people at the NSPCC"),
)


@dataclass
class _Group:
    """Mails that say one thing, the newest first; `at` becomes the moment of the earliest."""

    subject: str
    latest: datetime
    at: datetime
    roles: Counter[str] = field(default_factory=Counter)


def mails(
    site_id: int, before: datetime | None, limit: int, *, of_roles: frozenset[str] | None = None
) -> list[Entry]:
    """Mails of a site that were sent; only those to people with one of `of_roles` (None: all)."""
    found: list[_Group] = []
    for group in _groups(_rows(site_id, before, 6 * limit), limit, of_roles):
        if before is None or group.at < before:
            found.append(group)
    found.sort(key=lambda group: group.at, reverse=True)
    return [_entry(group) for group in found[:limit]]


def _rows(site_id: int, before: datetime | None, size: int) -> Iterator[Any]:
    """Mails, newest first, read in portions; most pages need one."""
    chosen = _selected(site_id).limit(size)
    wanted = chosen
    if before is not None:  # with the later mails of what began before
        wanted = chosen.where(OutboxMail.created_at < before + TOGETHER)
    while True:
        rows = session().execute(wanted).all()
        yield from rows
        if len(rows) < size:
            return
        last = rows[-1]
        is_older = OutboxMail.created_at < last.at
        same = and_(OutboxMail.created_at == last.at, OutboxMail.id < last.id)
        wanted = chosen.where(or_(is_older, same))


def _selected(site_id: int) -> Select[*tuple[Any, ...]]:
    role = (
        select(func.max(Membership.role))
        .where(Membership.site_id == site_id, Membership.person_id == OutboxMail.person_id)
        .scalar_subquery()
    )
    return (
        select(
            OutboxMail.id,
            OutboxMail.created_at.label("at"),
            OutboxMail.template,
            OutboxMail.subject,
            Person.staff_role,
            role.label("role"),
            Site.name.label("site"),
        )
        .join(Site, Site.id == OutboxMail.site_id)
        .outerjoin(Person, Person.id == OutboxMail.person_id)
        .where(
            OutboxMail.site_id == site_id,
            OutboxMail.state.in_(SENT),
            OutboxMail.confidential == false(),
        )
        .order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc())
    )


def _groups(rows: Iterable[Any], limit: int, of_roles: frozenset[str] | None) -> Collection[_Group]:
    """The mails put together, until as many groups as wanted are whole."""
    found: list[_Group] = []
    open_: dict[tuple[str, str], _Group] = {}
    for place, row in enumerate(rows, 1):
        key = row.template, row.subject
        group = open_.get(key)
        if group is None or row.at < group.latest - TOGETHER:
            group = open_[key] = _Group(row.subject.removeprefix(f"{row.site}: "), row.at, row.at)
            found.append(group)
        group.at = row.at
        group.roles[NSPCC if row.staff_role else row.role or OTHER] += 1
        if place % limit == 0 and _whole(found, row.at, of_roles) >= limit:
            break
    return [group for group in found if _is_meant(group, of_roles)]


def _whole(found: Iterable[_Group], at: datetime, of_roles: frozenset[str] | None) -> int:
    """How many groups no mail before `at` can belong to or come before."""
    return sum(group.at > at + TOGETHER and _is_meant(group, of_roles) for group in found)


def _is_meant(group: _Group, of_roles: frozenset[str] | None) -> bool:
    return of_roles is None or not of_roles.isdisjoint(group.roles)


def _entry(group: _Group) -> Entry:
    roles = group.roles
    to = [count(roles[role], one, many) for role, one, many in _RECIPIENTS if roles[role]]
    return Entry(
        kind="mail",
        at=group.at,
        title=f"Mail: {group.subject}",
        detail=f"To {joined(to)}",
        nspcc_only=set(roles) == {NSPCC},
    )
