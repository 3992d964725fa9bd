"""The community's pages at 200 and 1,000 sites of three years, side by side in one run.

`python -m bench.community` seeds both (BENCH_SITES other sizes, BENCH_YEARS other years) and opens
every page of a member and of an administrator, and ten questions to each search, by turns in one
database and the next: statements, weight, milliseconds of the processor (the median of five), and
how much more the last size takes than the first. BENCH_DATA names folders that hold the demo
already, by commas.
"""

import logging
import os
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from app import create_app
from app.accounts.models import Person
from app.chat.models import ChatMessage, ChatRoom
from app.community.models import MemberMessage
from app.core import db
from app.core.web.edge import Portal
from app.events.models import Event
from app.library.models import Collection, Resource, ResourceUse
from app.members.models import Profile
from app.posts.models import Case
from app.topics.models import Reply
from bench import servers
from bench.dashboards import Weighed, weighed
from bench.walking import ADMIN, BASE, signed_in
from config import load_settings

SIZES, YEARS, ROUNDS = (200, 1000), 3, 5
QUESTIONS = (
    "risk",
    "classification of risk",
    "written agreement with parents",
    "how do we shorten the chronology without losing anything",
    "family tiem",
    "chronolgy",
    "supervison of newly qualifed workers",
    "overnigth stay",
    "first overnight stay before the panel",
    "zebra crossing",
)
SEARCHES = {"topics": "/community/topics", "resources": "/community/resources",
            "chat": "/community/chat/search", "members": "/community/members"}  # fmt: skip

PAGES = {
    "home": "/community",
    "topics": "/community/topics",
    "topics, last page": "/community/topics?page=10000",
    "topics, narrowed": "/community/topics?kind=question&state=unanswered&tag=data",
    "topics I wrote in": "/community/topics?whose=answered-by-me",
    "topics, people": "/community/topics/people?q=person",
    "resources": "/community/resources",
    "resources, most used": "/community/resources?sort=used",
    "resources, last page": "/community/resources?page=10000",
    "my resources": "/community/resources/mine",
    "chat": "/community/chat",
    "members": "/community/members",
    "members, last page": "/community/members?page=10000",
    "trainers": "/community/trainers",
    "messages": "/community/messages",
    "profile": "/community/profile",
    "interests": "/community/interests",
    "digest": "/community/digest",
    "events": "/community/events",
    "events, past": "/community/events?when=past",
    "house rules": "/community/house-rules",
    "child at risk": "/community/child-at-risk",
}


@dataclass(frozen=True)
class Place:
    """One database: what it is called, its engine, who asks, and the addresses of its pages."""

    name: str
    engine: Engine
    clients: Mapping[str, FlaskClient]
    addresses: Mapping[str, Mapping[str, str]]


def main() -> None:
    """Seed, or take what is there, and measure."""
    if kept := os.environ.get("BENCH_DATA"):
        measure([Path(name) for name in kept.split(",")])
        return
    sizes = [int(s) for s in os.environ.get("BENCH_SITES", "").split(",") if s] or list(SIZES)
    years = os.environ.get("BENCH_YEARS") or str(YEARS)
    with ExitStack() as kept_open:
        folders = []
        for size in sizes:
            name = kept_open.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-"))
            folder = Path(name) / f"{size} sites"
            servers.command(folder, "migrate")
            servers.command(folder, "seed", "programme")
            took = servers.command(folder, "seed", "demo", "--sites", str(size), "--years", years)
            print(f"{size:,} sites, {years} years seeded in {took:.0f} s", flush=True)
            folders.append(folder)
        measure(folders)


def measure(folders: Sequence[Path]) -> None:
    """Open every page, by turns."""
    print(
        f"\n== the community, {ROUNDS} by turns; load of the machine: {os.getloadavg()[0]:.1f} =="
    )
    app = create_app(load_settings(servers.settings(folders[0], 80)))
    logging.disable(logging.INFO)
    places = [_place(app, folder) for folder in folders]
    sizes = "".join(f" | {place.name[-14:]:>14}: SQL, kB, gzip, cpu ms" for place in places)
    print(f"{'page':44} {'reader':7}{sizes}")
    ratios: dict[str, list[float]] = {}
    for reader, name in _pages(places):
        line, ratio = _compared(places, reader, name)
        print(line, flush=True)
        ratios.setdefault(name.split(" “")[0], []).append(ratio)
    _sum_up(places, ratios)


def _place(app: Portal, folder: Path) -> Place:
    engine = db.make_engine(f"sqlite:///{folder / 'portal.sqlite3'}")
    db.use(engine)
    with db.reading() as current:
        admin = current.scalars(select(Person.id).where(Person.email == ADMIN)).one()
        writes = (
            select(MemberMessage.from_id, func.min(MemberMessage.to_id))
            .join(Person, Person.id == MemberMessage.from_id)
            .where(Person.email.endswith("@scale.example"))
            .group_by(MemberMessage.from_id)
            .order_by(func.count().desc(), MemberMessage.from_id)
        )
        member, other = current.execute(writes).first() or (admin, admin)
    clients = {"member": _client(app, member), "admin": _client(app, admin)}
    shared = _addresses()
    only_member = {
        "new topic": "/community/topics/new",
        "conversation": f"/community/messages/{other}",
    }
    only_admin = {"event, who came": f"{shared['event']}/attendance"}
    addresses = {
        "member": shared | only_member | _questions(),
        "admin": shared | only_admin | _of_moderators(),
    }
    return Place(folder.name, engine, clients, addresses)


def _client(app: Portal, person_id: int) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction(base_url=BASE) as cookie:
        cookie["_user_id"] = signed_in(person_id)
    return client


def _addresses() -> dict[str, str]:
    """The pages that everybody may read; of many like it, the one with most in it."""
    with db.reading() as current:
        most = func.count().desc()
        topic = current.scalars(
            select(Reply.topic_id).group_by(Reply.topic_id).order_by(most)
        ).first()
        used = select(ResourceUse.resource_id).group_by(ResourceUse.resource_id)
        resource = current.scalars(used.order_by(most)).first()
        room = current.scalars(select(ChatRoom.id).where(ChatRoom.key == "everyone")).first()
        in_room = select(func.max(ChatMessage.sent_at)).where(ChatMessage.room_id == room)
        last = current.scalars(in_room).one()
        event = current.scalars(select(Event.id).where(Event.notes_id.is_not(None))).first()
        member = current.scalars(
            select(Profile.person_id).where(Profile.is_listed, Profile.takes_messages)
        ).first()
        collection = current.scalars(select(Collection.id)).first()
        oldest = current.scalar(select(func.min(Resource.id)))
    chat = f"/community/chat/{room}"
    return PAGES | {
        "topic with most answers": f"/community/topics/{topic}",
        "resource most used": f"/community/resources/{resource}",
        "oldest resource": f"/community/resources/{oldest}",
        "collection": f"/community/resources/collections/{collection}",
        "room of everyone": chat,
        "room, what is new": f"{chat}/since/1",
        "room, a day": f"{chat}/day/{last:%Y-%m-%d}",
        "member": f"/community/members/{member}",
        "event": f"/community/events/{event}",
    }


def _of_moderators() -> dict[str, str]:
    with db.reading() as current:
        case = current.scalars(select(Case.id).order_by(Case.id.desc())).first()
        room = current.scalars(select(ChatRoom.id).where(ChatRoom.key == "everyone")).first()
    return {
        "reports": "/community/reports",
        "reports, all": "/community/reports?state=over",
        "report": f"/community/reports/{case}",
        "room, sum up": f"/community/chat/{room}/sum-up",
        "safety settings": "/community/safety-settings",
        "new event": "/community/events/new",
        "new collection": "/community/resources/collections/new",
    }


def _questions() -> dict[str, str]:
    return {
        f"search {name} “{question}”": f"{path}?q={question.replace(' ', '+')}"
        for name, path in SEARCHES.items()
        for question in QUESTIONS
    }


def _pages(places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    for reader, addresses in places[0].addresses.items():
        for name in addresses:
            yield reader, name


def _compared(places: Sequence[Place], reader: str, name: str) -> tuple[str, float]:
    """One page in every place, by turns: its line, and how much more the last one takes."""
    taken: list[list[Weighed]] = [[] for _ in places]
    try:
        for _ in range(ROUNDS):
            for place, some in zip(places, taken, strict=True):
                db.use(place.engine)
                some.append(weighed(place.clients[reader], place.addresses[reader][name], 1))
    except RuntimeError as error:
        return f"{name:44} {reader:7} {error}", 1.0
    middle = [statistics.median(one.cpu_ms for one in some) for some in taken]
    cells = "".join(
        f" | {some[-1].statements:4} {some[-1].plain:7.1f} {some[-1].packed:6.1f} {cpu:8.1f}"
        for some, cpu in zip(taken, middle, strict=True)
    )
    ratio = middle[-1] / middle[0]
    return f"{name[:44]:44} {reader:7}{cells} | x {ratio:.2f}", ratio


def _sum_up(places: Sequence[Place], ratios: Mapping[str, Sequence[float]]) -> None:
    print(f"\n{places[-1].name} / {places[0].name}, milliseconds of the processor:")
    for name, found in ratios.items():
        print(f"{name:28} x {statistics.median(found):.2f}")


if __name__ == "__main__":
    main()
