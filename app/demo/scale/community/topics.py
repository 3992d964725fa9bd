"""What members ask each other and talk about, answered by few or, now and then, by very many."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.core.db import Base
from app.demo.scale.community import words
from app.demo.scale.community.circle import Circle, Member, shelf
from app.demo.scale.filling import Row, Rows
from app.demo.story.timing import working_day
from app.members.rules import PROGRAMME, TAGS
from app.posts.models import Post
from app.posts.rules import Place
from app.topics.models import Follow, MeToo, Reply, Tag, Topic
from app.topics.queries.promise import answer_due
from app.topics.rules.topics import Kind
from app.topics.service.indexing import SUBJECT

EVERY, FIRST = 100, 20  # days between topics of one site, and from the contract to the first
POPULAR, MANY = 0.004, 90
WRITTEN = {
    Kind.QUESTION: (Place.QUESTION, Place.ANSWER),
    Kind.DISCUSSION: (Place.DISCUSSION, Place.REPLY),
}


def topic_rows(circle: Circle, home: Sequence[Member]) -> Rows:
    """The topics that people of one site began, with what others wrote in them."""
    chance, rows = circle.chance("topics", home[0].site_id), shelf()
    on = home[0].since + timedelta(days=FIRST + chance.randrange(EVERY))
    while on < circle.yesterday:
        _begin(circle, chance, chance.choice(home), working_day(on, -1), rows)
        on += timedelta(days=EVERY)
    return rows


def _begin(
    circle: Circle,
    chance: random.Random,
    author: Member,
    on: date,
    rows: dict[type[Base], list[Row]],
) -> None:
    kind = chance.choice((Kind.QUESTION, Kind.QUESTION, Kind.DISCUSSION))
    title = words.question(chance) if kind is Kind.QUESTION else words.subject(chance)
    at, number = circle.at(on, chance), circle.numbers.take(Topic)
    path = f"/community/topics/{number}"
    begun, answered = WRITTEN[kind]
    text = circle.post(begun, words.text(chance, 4), author.person_id, at, f"{path}#post-{{id}}")
    replies = [
        circle.post(answered, words.text(chance, 3), by, when, f"{path}#post-{{id}}")
        for by, when in _writers(circle, chance, author, on)
    ]
    accepted = replies[-1] if kind is Kind.QUESTION and replies and chance.random() < 0.5 else None
    topic = _topic(kind, title, text, on)
    topic |= {
        "id": number,
        "stage": chance.choice(("", *PROGRAMME.stages)),
        "last_at": replies[-1]["written_at"] if replies else at,
    }
    tags = chance.sample(list(PROGRAMME.themes), chance.randint(0, 3))
    rows[Post] += [text, *replies]
    rows[Topic].append(topic)
    rows[Reply] += [_reply(circle, number, one, author, settles=one is accepted) for one in replies]
    rows[Tag] += [{"topic_id": number, "tag": tag} for tag in tags]
    _concern(circle, chance, author, topic, rows)
    body = "\n".join(one["text"] for one in (text, accepted) if one)
    keys = [key for key in (topic["stage"], *tags) if key]
    entry = circle.finding.entry(
        (SUBJECT, number), (title, body), path, at,
        keywords=[TAGS[key] for key in keys], labels=[kind.value, *keys],
    )  # fmt: skip
    for model, found in entry.items():
        rows[model] += found


def _writers(
    circle: Circle, chance: random.Random, author: Member, on: date
) -> list[tuple[int, datetime]]:
    """Who answered when, first of all; nobody after yesterday."""
    number = chance.choice((0, 1, 1, 2, 2, 3, 5, 8))
    if chance.random() < POPULAR:
        number = MANY
    found = []
    for one in circle.some(chance, number, on):
        later = on + timedelta(days=chance.randint(1, 20))
        if later <= circle.yesterday and one != author:
            by = author.lead_id if chance.random() < 0.2 else one.person_id
            found.append((by, circle.at(later, chance)))
    return sorted(found, key=lambda pair: pair[1])


def _topic(kind: Kind, title: str, text: Row, on: date) -> Row:
    return {
        "kind": kind.value,
        "title": title,
        "post_id": text["id"],
        "author_id": text["author_id"],
        "unnamed": False,
        "asked_at": text["written_at"],
        "answer_due_on": answer_due(on) if kind is Kind.QUESTION else None,
        "merged_into_id": None,
        "removed_at": None,
        "about_kind": "",
        "about_code": "",
        "about_words": "",
        "about_site_id": None,
        "about_ref": "",
        "version": 1,
    }


def _reply(circle: Circle, topic_id: int, post: Row, asker: Member, *, settles: bool) -> Row:
    return {
        "id": circle.numbers.take(Reply),
        "topic_id": topic_id,
        "post_id": post["id"],
        "accepted_at": post["written_at"] + timedelta(minutes=30) if settles else None,
        "accepted_by_id": asker.person_id if settles else None,
    }


def _concern(
    circle: Circle,
    chance: random.Random,
    author: Member,
    topic: Row,
    rows: dict[type[Base], list[Row]],
) -> None:
    """Who follows it, and who has the same question."""
    since = topic["last_at"]
    others = [one for one in circle.some(chance, 7, topic["asked_at"].date()) if one != author]
    following = [author, *others[: chance.randint(0, 4)]]
    asking = others[chance.randint(3, 7) :] if topic["kind"] == Kind.QUESTION else []
    for model, people in ((Follow, following), (MeToo, asking)):
        rows[model] += [
            {"topic_id": topic["id"], "person_id": one.person_id, "since": since} for one in people
        ]
