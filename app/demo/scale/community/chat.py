"""What is said in rooms: the one of every member, private ones, those of events."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select, update

from app.chat.models import ChatMessage, ChatRoom, ChatSummary, ChatVisit
from app.chat.rules import KIND, Kind, room_label, site_key
from app.chat.service.messages import path_of
from app.core.db import session
from app.demo.scale.community import words
from app.demo.scale.community.circle import Circle, Member, joined, shelf, spread
from app.demo.scale.filling import Row, Rows, table_of
from app.posts.models import Post
from app.posts.rules import Place, State

EVERYONE = "everyone"
A_SITE, MOST_SITES = 50, 1_000  # messages to everyone a year, and the sites that talk the most
KEPT = 2  # years
SUMMED_UP = 400  # messages in one summary
REMOVED, ANSWERED = 0.01, 0.15
LINES = 4_000  # different ones: more say the same again
AT_ONCE = 5_000


@dataclass(frozen=True)
class Room:
    """A room to talk in: its row, who talks there, and from when to when."""

    row: Row
    people: Sequence[Member]
    first: date
    last: date
    messages: int

    @cached_property
    def is_private(self) -> bool:
        """Whether only members of a site enter."""
        return self.row["site_id"] is not None


def everyones(circle: Circle, sites: int) -> Room:
    """The room of every member, which is there from the beginning."""
    found = session().execute(select(table_of(ChatRoom)).where(ChatRoom.key == EVERYONE))
    years = min(circle.years, KEPT)
    number = min(sites, MOST_SITES) * A_SITE * years
    first = circle.today - timedelta(days=365 * years)
    return Room(dict(found.mappings().one()), circle.members, first, circle.yesterday, number)


def site_room(circle: Circle, home: Sequence[Member]) -> Room:
    """The private room of a site."""
    site, chance = home[0].site_id, circle.chance("room", home[0].site_id)
    row = room_row(circle, Kind.SITE, site_key(site), "Our room", home[0].since)
    return Room(
        row | {"site_id": site}, home, home[0].since, circle.yesterday, chance.randint(5, 30)
    )


def room_row(circle: Circle, kind: Kind, key: str, title: str, on: date, path: str = "") -> Row:
    """A room that opens on a day."""
    return {
        "id": circle.numbers.take(ChatRoom),
        "key": key,
        "kind": kind.value,
        "title": title[:100],
        "path": path,
        "site_id": None,
        "tick": 0,
        "indexed_tick": 0,
        "opened_at": circle.at(on, circle.chance("opened", key)),
        "closed_at": None,
    }


def talk(circle: Circle, room: Room) -> Iterator[Rows]:
    """What was said in a room, some thousand messages at a time, and last who has read it."""
    chance, row = circle.chance("talk", room.row["key"]), room.row
    moments = sorted(
        circle.at(on, chance) for on in spread(chance, room.first, room.last, room.messages)
    )
    lines = [words.text(chance, chance.choice((1, 1, 2))) for _ in range(min(len(moments), LINES))]
    lately: list[int] = []
    for start in range(0, len(moments), AT_ONCE):
        rows = shelf()
        for at in moments[start : start + AT_ONCE]:
            lately = [
                *lately[-9:],
                _say(circle, chance, room, chance.choice(lines), at, lately, rows),
            ]
        yield rows
    yield _visits(circle, chance, room, lately)
    row["indexed_tick"] = row["tick"]


def _say(
    circle: Circle,
    chance: random.Random,
    room: Room,
    line: str,
    at: datetime,
    lately: Sequence[int],
    rows: dict[type, list[Row]],
) -> int:
    """One message; returns its number."""
    number, by = circle.numbers.take(ChatMessage), _speaker(circle, chance, room, at)
    path = path_of(room.row["id"], number)
    post = circle.post(Place.CHAT, line, by.person_id, at, path)
    room.row["tick"] += 1
    key = room.row["key"]
    client = uuid5(NAMESPACE_URL, f"{key}:{room.row['tick']}")
    answers = lately and chance.random() < ANSWERED
    rows[Post].append(post | {"room_key": key if room.is_private else None})
    rows[ChatMessage].append(
        {
            "id": number,
            "room_id": room.row["id"],
            "post_id": post["id"],
            "sender_id": by.person_id,
            "client_id": str(client),
            "reply_to_id": chance.choice(lately) if answers else None,
            "tick": room.row["tick"],
            "sent_at": at,
        }
    )
    if chance.random() < REMOVED:
        rows[Post][-1]["state"] = State.REMOVED.value
    else:
        _let_find(circle, room, rows[ChatMessage][-1], line, rows)
    if not room.is_private and room.row["tick"] % SUMMED_UP == 0:
        _sum_up(circle, room, rows, at, number)
    return number


def _let_find(
    circle: Circle, room: Room, message: Row, line: str, rows: dict[type, list[Row]]
) -> None:
    number, room_id = message["id"], message["room_id"]
    audience = room.row["key"] if room.is_private else ""
    entry = circle.finding.entry(
        (KIND, number), ("", line), path_of(room_id, number), message["sent_at"],
        labels=[room_label(room_id)], audience=audience,
    )  # fmt: skip
    for model, found in entry.items():
        rows[model] += found


def _speaker(circle: Circle, chance: random.Random, room: Room, at: datetime) -> Member:
    if room.people is circle.members:
        return (circle.some(chance, 1, at.date()) or [circle.members[0]])[0]
    return chance.choice(room.people)


def _sum_up(
    circle: Circle, room: Room, rows: dict[type, list[Row]], at: datetime, last: int
) -> None:
    number, room_id = circle.numbers.take(ChatSummary), room.row["id"]
    lead = room.people[0].lead_id
    said = words.text(circle.chance("summary", number), 4)
    path = f"/community/chat/{room_id}/summaries/{number}"
    post = circle.post(Place.SUMMARY, said, lead, at, path)
    stretch = [one for one in rows[ChatMessage] if one["room_id"] == room_id][-SUMMED_UP:]
    rows[Post].append(post)
    rows[ChatSummary].append(
        {
            "id": number,
            "room_id": room_id,
            "post_id": post["id"],
            "first_id": stretch[0]["id"],
            "last_id": last,
            "first_at": stretch[0]["sent_at"],
            "last_at": at,
            "messages": len(stretch),
            "written_at": at,
        }
    )


def _visits(circle: Circle, chance: random.Random, room: Room, lately: Sequence[int]) -> Rows:
    """Who was there: many are behind by some messages, a few by very many."""
    newest = lately[-1] if lately else 0
    return {
        ChatVisit: [
            {
                "room_id": room.row["id"],
                "person_id": one.person_id,
                "read_id": max(newest - chance.choice((0, 0, 5, 40, 300, 3_000)), 0),
                "seen_at": circle.at(chance.choice((room.last, one.since)), chance),
            }
            for one in room.people
        ]
    }


def settle(row: Row) -> None:
    """Leave the tick of a room that was there before."""
    ticks = {"tick": row["tick"], "indexed_tick": row["tick"]}
    session().execute(update(ChatRoom).where(ChatRoom.id == row["id"]).values(ticks))


def private_rows(circle: Circle, home: Sequence[Member]) -> Rows:
    """The room of a site with what was said there."""
    room = site_room(circle, home)
    said = joined(talk(circle, room))
    return {ChatRoom: [room.row], **said}
