"""Events that members come to: who came, what they said of it, what was talked of in its room."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.chat.models import ChatRoom
from app.chat.rules import Kind as RoomKind
from app.core.db import Base
from app.demo.scale.community import words
from app.demo.scale.community.chat import Room, room_row, talk
from app.demo.scale.community.circle import Circle, Member, joined, shelf, spread
from app.demo.scale.filling import Row, Rows
from app.demo.scale.rounds import Published
from app.demo.story.timing import LONDON, working_day
from app.events.models import Event, Material, Remark, SignUp, Tally
from app.events.rules import Answer, Attendance, Audience, Kind, State, Way
from app.members.rules import PROGRAMME
from app.posts.models import Post
from app.posts.rules import Place

PER_SITE, LEAST = 0.1, 4  # a year
AHEAD = timedelta(days=90)
COMING, NOTED = 30, timedelta(days=2)


def event_days(circle: Circle, sites: int) -> list[date]:
    """The days on which there is one; some are still to come."""
    number = round(circle.years * max(LEAST, PER_SITE * sites))
    first = circle.today - timedelta(days=365 * circle.years)
    found = spread(circle.chance("events"), first, circle.today + AHEAD, number)
    return [working_day(on) for on in found]


def event_rows(circle: Circle, place: int, on: date, form: Published) -> Rows:
    """One event; what is after yesterday has only answers."""
    chance, rows = circle.chance("event", place), shelf()
    planned_on = min(on, circle.today) - timedelta(days=30)
    coming = circle.some(chance, COMING, planned_on)
    if not coming:
        return {}
    event = _event(circle, chance, place, on, coming[0].lead_id, form.version_id)
    is_over = on <= circle.yesterday - NOTED
    about = circle.post(
        Place.EVENT, words.text(chance, 4), event["host_id"], event["planned_at"], _path(event)
    )
    rows[Post].append(about)
    event |= {"about_id": about["id"], "notes_id": None}
    rows[SignUp] = _sign_ups(circle, chance, event, coming, is_over=is_over)
    if is_over:
        _follow_up(circle, chance, event, form, rows)
    rows[Event].append(event)
    return joined([rows, _talk(circle, chance, event, coming, on)])


def _path(event: Row) -> str:
    return f"/community/events/{event['id']}"


def _event(
    circle: Circle, chance: random.Random, place: int, on: date, host: int, form: int
) -> Row:
    way = chance.choice((Way.ONLINE, Way.ONLINE, Way.FACE_TO_FACE, Way.BOTH))
    planned_at = circle.at(min(on, circle.today) - timedelta(days=30), chance)
    starts_at = datetime.combine(on, time(chance.randint(9, 15)), LONDON)
    return {
        "id": circle.numbers.take(Event),
        "title": words.subject(chance)[:120],
        "kind": chance.choice(list(Kind)).value,
        "audience": chance.choice(list(Audience)).value,
        "tags": " ".join(chance.sample(list(PROGRAMME.themes), 2)),
        "way": way.value,
        "starts_at": starts_at,
        "minutes": chance.choice((45, 60, 90)),
        "place": "Training room, council offices" if way.has_place else "",
        "link": f"https://meet.example/event-{place}" if way.has_link else "",
        "capacity": chance.choice((None, 12, 20, 40)),
        "state": (State.CANCELLED if chance.random() < 0.05 else State.PLANNED).value,
        "host_id": host,
        "feedback_version_id": form,
        "uid": f"event-scale-{place}",
        "sequence": 0,
        "told_at": planned_at,
        "planned_at": planned_at,
        "version": 1,
    }


def _sign_ups(
    circle: Circle, chance: random.Random, event: Row, coming: Sequence[Member], *, is_over: bool
) -> list[Row]:
    """Answers, one after the other: who finds no place waits."""
    rows: list[Row] = []
    free = event["capacity"] or len(coming)
    for number, one in enumerate(coming):
        answer = chance.choices(list(Answer), [8, 2, 1])[0]
        at = event["planned_at"] + timedelta(hours=3 * number)
        waits = answer is Answer.YES and not free
        has_place = answer is Answer.YES and not waits
        free -= has_place
        came = chance.choice((Attendance.CAME, Attendance.CAME, Attendance.CAME, Attendance.ABSENT))
        was_there = is_over and has_place and came is Attendance.CAME
        rows.append(
            {
                "id": circle.numbers.take(SignUp),
                "event_id": event["id"],
                "person_id": one.person_id,
                "answer": answer.value,
                "waiting_since": at if waits else None,
                "answered_at": at,
                "turn": 0,
                "needs": "",
                "attendance": (came if is_over and has_place else Attendance.UNKNOWN).value,
                "feedback_at": at + timedelta(days=40)
                if was_there and chance.random() < 0.6
                else None,
                "version": 1,
            }
        )
    return rows


def _follow_up(
    circle: Circle,
    chance: random.Random,
    event: Row,
    form: Published,
    rows: dict[type[Base], list[Row]],
) -> None:
    """Notes, links and feedback, where it took place."""
    if event["state"] == State.CANCELLED:
        return
    at = event["starts_at"] + NOTED
    path = f"{_path(event)}#notes"
    note = circle.post(Place.EVENT, words.text(chance, 6), event["host_id"], at, path)
    rows[Post].append(note)
    event["notes_id"] = note["id"]
    answered = sum(one["feedback_at"] is not None for one in rows[SignUp])
    for item in form.instrument.items:
        scores = Counter(chance.choice((2, 3, 4, 4, 5, 5)) for _ in range(answered))
        rows[Tally] += [
            {"event_id": event["id"], "item": item.id, "score": score, "given": given}
            for score, given in sorted(scores.items())
        ]
    rows[Remark] += [
        {"event_id": event["id"], "words": words.text(chance, 1)} for _ in range(answered // 3)
    ]
    rows[Material].append(
        {
            "event_id": event["id"],
            "title": "Slides",
            "link": f"https://slides.example/{event['id']}",
            "added_by_id": event["host_id"],
            "added_at": at,
        }
    )


def _talk(
    circle: Circle, chance: random.Random, event: Row, coming: Sequence[Member], on: date
) -> Rows:
    """The room of the event; most are closed when it is over."""
    if on > circle.yesterday - NOTED:
        return {}
    key, path = f"event:scale-{event['id']}", _path(event)
    row = room_row(circle, RoomKind.EVENT, key, event["title"], on, path)
    last = min(on + timedelta(days=10), circle.yesterday)
    said = joined(talk(circle, Room(row, coming, on, last, chance.randint(4, 25))))
    if chance.random() < 0.7:
        row["closed_at"] = circle.at(last, chance)
    return {ChatRoom: [row], **said}
