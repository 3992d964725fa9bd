"""Opening every page that somebody reaches by links, and weighing each answer."""

import gzip
import re
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, Select, event, func, select
from werkzeug.exceptions import HTTPException

from app.accounts.models import Person, SignIn
from app.core import clock, db
from app.core.security.tokens import digest, new_token
from app.core.web.edge import Portal
from app.meetings.models import Meeting
from app.sites.models import Membership, Site
from app.sites.rules import SiteRole, Status

BASE, ADMIN = "http://127.0.0.1", "admin@demo.example"
EXAMPLES = 4  # addresses of one page that are opened for one role
TIMES = 3
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')


@dataclass(frozen=True)
class Weight:
    """What one answer took: page, role and address; statements, bytes as sent plain and packed, and
    milliseconds, the best of three."""

    endpoint: str
    role: str
    path: str
    is_file: bool
    status: int
    statements: int
    plain: int
    packed: int
    best_ms: float


@dataclass(frozen=True)
class Reader:
    """Somebody of a role, with the site whose pages they are led to."""

    role: str
    person_id: int
    site: str


def readers() -> Iterator[Reader]:
    """Administrator, lead and strategic lead of the active site with most meetings; then of the
    story's first site, for what only runs there."""
    for site in (_busiest("@scale.example"), _busiest("strategic@demo.example")):
        yield from _of_site(site)


def _busiest(whose: str) -> str:
    """The active site with most meetings whose strategic lead has such an address."""
    with db.reading() as current:
        wanted = (
            select(Site.slug)
            .outerjoin(Meeting, Meeting.site_id == Site.id)
            .where(Site.status == Status.ACTIVE, Site.id.in_(_led_by(Person.email.endswith(whose))))
            .group_by(Site.id, Site.slug)
            .order_by(func.count().desc(), Site.id)
        )
        slug = current.scalars(wanted).first()
    if slug is None:
        raise LookupError(f"No active site is led by {whose}: seed the demo with --sites first.")
    return slug


def _led_by(whose: ColumnElement[bool]) -> Select[int]:
    strategic = Membership.role == SiteRole.STRATEGIC
    return select(Membership.site_id).join(Membership.person).where(strategic, whose)


def _of_site(slug: str) -> Iterator[Reader]:
    with db.reading() as current:
        site = current.scalars(select(Site).where(Site.slug == slug)).one()
        strategic = select(Membership.person_id).where(
            Membership.site_id == site.id,
            Membership.role == SiteRole.STRATEGIC,
            Membership.ended_at.is_(None),
        )
        numbers = {
            "admin": current.scalar(select(Person.id).where(Person.email == ADMIN)),
            "lead": site.lead_id,
            "strategic": current.scalars(strategic).first(),
        }
    yield from (Reader(role, number, slug) for role, number in numbers.items() if number)


def walk(app: Portal, reader: Reader, opened: Counter[str]) -> Iterator[Weight]:
    """Open pages from the home page on, and only of the reader's site: no more than a few addresses
    of each page, with those that were `opened` before."""
    client = app.test_client()
    with client.session_transaction(base_url=BASE) as cookie:
        cookie["_user_id"] = signed_in(reader.person_id)
    waiting = deque(["/", f"/sites/{reader.site}"])
    seen = set(waiting)
    while waiting:
        path = waiting.popleft()
        endpoint = _endpoint(app, path, reader.site)
        if not endpoint or opened[endpoint] >= EXAMPLES:
            continue
        opened[endpoint] += 1
        weight, html = _weighed(client, endpoint, reader.role, path)
        yield weight
        for link in _links(html):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def signed_in(person_id: int) -> str:
    token = new_token()
    with db.side_transaction() as current:
        current.add(
            SignIn(
                token_hash=digest(token),
                person_id=person_id,
                started_at=clock.now(),
                seen_at=clock.now(),
                browser="bench",
            )
        )
    return token


def _endpoint(app: Portal, path: str, site: str) -> str:
    """The page of an address; "" for files and for pages of other sites."""
    try:
        name, parts = app.url_map.bind("127.0.0.1").match(urlsplit(path).path)
    except HTTPException:
        return ""
    return "" if parts.get("site", site) != site or name == "static" else str(name)


def pages(app: Portal) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}


def _links(html: str) -> Iterable[str]:
    return (unescape(link) for link in LINK.findall(html))


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    noted: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        noted.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)


def _weighed(client: FlaskClient, endpoint: str, role: str, path: str) -> tuple[Weight, str]:
    best = float("inf")
    for _ in range(TIMES):
        with counted() as noted:
            start = time.perf_counter()
            answer = client.get(path, base_url=BASE)
            body = answer.get_data()
            best = min(best, (time.perf_counter() - start) * 1000)
    is_file = "html" not in (answer.mimetype or "")
    packed = len(gzip.compress(body, 6))
    weight = Weight(
        endpoint, role, path, is_file, answer.status_code, len(noted), len(body), packed, best
    )
    return weight, "" if is_file else body.decode(errors="replace")
