"""Questions that people of a site among many asked the community, with their answers.

They stand in lists and on pages; the search of a filling knows nothing of them.
"""

from datetime import date, datetime, timedelta

from app.core.db import Base
from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.demo.story.timing import working_day
from app.posts.models import Post
from app.posts.rules import Place, State, to_html
from app.topics.models import Follow, Reply, Tag, Topic
from app.topics.queries.promise import answer_due

ASKED = (
    ("How do you prepare a panel for the second decision?", "stage-4", "partners"),
    ("What goes into the first agreement, and what waits?", "stage-3", "goals"),
    ("Who else counts visits after the return home?", "stage-5", "data"),
    ("How do supervisors use the classification table?", "stage-2", "supervision"),
)
TEXT = "We have *two* ways of doing it and are unsure which one helps practitioners more."
ANSWERS = ("We tried both and kept the shorter one.", "Ask your teams first: ours knew better.")
EVERY, FIRST = 200, 60  # days between questions, and from the contract to the first


def topic_rows(ground: Ground) -> Rows:
    """Topics with what was answered; nothing before the contract began."""
    if not ground.is_begun:
        return {}
    rows: dict[type[Base], list[Row]] = {Post: [], Topic: [], Reply: [], Tag: [], Follow: []}
    for on in ground.days(FIRST, EVERY):
        _ask(ground, min(on, ground.yesterday), rows)
    return rows


def _ask(ground: Ground, on: date, rows: dict[type[Base], list[Row]]) -> None:
    title, stage, tag = ground.chance.choice(ASKED)
    asked_at, author = ground.moment(on), ground.people[ground.chance.randrange(3)]
    topic_id = ground.numbers.take(Topic)
    text = _post(ground, Place.QUESTION, TEXT, author, asked_at, topic_id)
    rows[Post].append(text)
    last_at = asked_at
    for number in range(ground.chance.choice((0, 1, 1, 2, 2))):
        answered_on = working_day(later(on, 1 + 2 * number))
        if answered_on > ground.yesterday:
            break
        last_at = ground.moment(answered_on)
        by = ground.lead if number else ground.people[0]
        answer = _post(ground, Place.ANSWER, ANSWERS[number], by, last_at, topic_id)
        rows[Post].append(answer)
        rows[Reply].append(_reply(ground, topic_id, answer, author))
    rows[Topic].append(_topic(topic_id, title, stage, text, asked_at, last_at, on))
    rows[Tag].append({"topic_id": topic_id, "tag": tag})
    rows[Follow].append({"topic_id": topic_id, "person_id": author, "since": asked_at})


def _post(ground: Ground, place: Place, text: str, author: int, at: datetime, topic_id: int) -> Row:
    number = ground.numbers.take(Post)
    return {
        "id": number,
        "author_id": author,
        "nameless": False,
        "text": text,
        "html": str(to_html(text)),
        "place": place.value,
        "path": f"/community/topics/{topic_id}#post-{number}",
        "room_key": None,
        "written_at": at,
        "edited_at": None,
        "state": State.STANDING.value,
        "mark": "",
        "version": 1,
    }


def _reply(ground: Ground, topic_id: int, answer: Row, asker: int) -> Row:
    """The NSPCC's answers settle a question."""
    settles = answer["author_id"] == ground.lead
    return {
        "id": ground.numbers.take(Reply),
        "topic_id": topic_id,
        "post_id": answer["id"],
        "accepted_at": answer["written_at"] + timedelta(minutes=30) if settles else None,
        "accepted_by_id": asker if settles else None,
    }


def _topic(
    topic_id: int,
    title: str,
    stage: str,
    text: Row,
    asked_at: datetime,
    last_at: datetime,
    on: date,
) -> Row:
    return {
        "id": topic_id,
        "kind": "question",
        "title": title,
        "post_id": text["id"],
        "author_id": text["author_id"],
        "unnamed": False,
        "stage": stage,
        "asked_at": asked_at,
        "last_at": last_at,
        "answer_due_on": answer_due(on),
        "merged_into_id": None,
        "removed_at": None,
        "about_kind": "",
        "about_code": "",
        "about_words": "",
        "about_site_id": None,
        "about_ref": "",
        "version": 1,
    }
