"""What a person was told in the portal, with the names of the sites it was about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from app.access.actor import Actor
from app.core.db import session
from app.notices.models import Notice
from app.notices.queries import own
from app.notices.rules import Kind
from app.sites.models import Site


@dataclass(frozen=True)
class NoticeWish:
    """What to show of one's notices: a kind, a site by its address part; "" narrows nothing."""

    kind: str = ""
    site: str = ""


@dataclass(frozen=True)
class NoticeRow:
    """One notice; `kind` and `site` in words, "" where it has none."""

    id: int
    title: str
    kind: str
    site: str
    told_at: datetime
    is_read: bool


def notices(actor: Actor, wish: NoticeWish, *, offset: int, limit: int) -> list[NoticeRow]:
    """Unread first, then newest first; one statement."""
    chosen = (
        select(Notice.id, Notice.title, Notice.kind, Site.name, Notice.told_at, Notice.read_at)
        .outerjoin(Site, Site.id == Notice.site_id)
        .where(*_wanted(actor, wish))
        .order_by(Notice.read_at.is_not(None), Notice.told_at.desc(), Notice.id.desc())
        .offset(offset)
        .limit(limit)
    )
    labels = {kind.value: kind.label for kind in Kind}
    return [
        NoticeRow(number, title, labels.get(kind, ""), site or "", told_at, read_at is not None)
        for number, title, kind, site, told_at, read_at in session().execute(chosen)
    ]


def notice_count(actor: Actor, wish: NoticeWish) -> int:
    """How many there are; one statement."""
    counted = (
        select(func.count(Notice.id))
        .outerjoin(Site, Site.id == Notice.site_id)
        .where(*_wanted(actor, wish))
    )
    return session().scalar(counted) or 0


def sites_told_of(actor: Actor) -> list[tuple[str, str]]:
    """(address part, name) of the sites one was told about, by name; one statement."""
    rows = session().execute(
        select(Site.slug, Site.name)
        .join(Notice, Notice.site_id == Site.id)
        .where(own(actor))
        .distinct()
        .order_by(Site.name)
    )
    return [(slug, name) for slug, name in rows]


def _wanted(actor: Actor, wish: NoticeWish) -> list[ColumnElement[bool]]:
    narrowed = [own(actor)]
    if wish.kind:
        narrowed.append(Notice.kind == wish.kind)
    if wish.site:
        narrowed.append(Site.slug == wish.site)
    return narrowed
