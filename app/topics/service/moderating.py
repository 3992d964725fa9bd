"""What moderators do with topics: put them where they belong, and make one of two."""

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.members.rules import PROGRAMME
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import Place
from app.topics.models import Follow, MeToo, Reply, Topic
from app.topics.queries.promise import answer_due
from app.topics.rules.topics import Kind, Placed, check_merge, check_place, check_title
from app.topics.service import answering, asking
from app.topics.service.following import ask_too, follow
from app.topics.service.holding import Writer, because, held, path_of, replies_of, text_of
from app.topics.service.indexing import index
from app.topics.service.telling import tell_moved


def move(topic_id: int, title: str, placed: Placed, seen: int, by: Writer) -> None:
    """Give a topic another title, kind, stage or other themes; who began it is told.

    A discussion that becomes a question waits for an answer from today on. Raises `Refused`,
    `ChangedMeanwhile`, LookupError.
    """
    topic = held(topic_id)
    text = text_of(topic)
    if topic.version + text.version != seen:
        raise ChangedMeanwhile(mine=title, theirs=topic.title)
    faults = check_title(title)
    refuse(faults + check_place(placed, PROGRAMME.stages, PROGRAMME.themes))
    because("topic moved", topic, "put where it belongs by a moderator")
    if placed.kind != topic.kind:
        _turn(topic, text, Kind(placed.kind))
    topic.title, topic.stage = title.strip(), placed.stage
    session().flush()
    asking.set_tags(topic, placed.tags)
    index(topic)
    what = f"A moderator put your topic where others find it: {topic.title}"
    tell_moved(topic, what, topic, by.person_id)


def merge(topic_id: int, into_id: int | None, by: Writer) -> int:
    """Make a topic part of another, whose number is returned: its text and replies follow there,
    and so do those who follow it. Its address leads there from now on.

    Raises `Refused`, LookupError.
    """
    gone = held(topic_id)
    into = session().get(Topic, into_id, with_for_update=True) if into_id is not None else None
    stands = into is not None and into.merged_into_id is None and into.removed_at is None
    refuse(check_merge(topic_id, into_id, found=stands))
    if into is None:
        raise LookupError(f"There is no topic {into_id}.")
    because("topics merged", gone, f"merged into topic {into.id}")
    _move_words(gone, into)
    _move_people(gone, into)
    gone.merged_into_id = into.id
    for earlier in session().scalars(select(Topic).where(Topic.merged_into_id == gone.id)):
        earlier.merged_into_id = into.id
    into.last_at = max(into.last_at, gone.last_at)
    session().flush()
    index(gone)
    index(into)
    what = f"A moderator made your topic part of another: {into.title}"
    tell_moved(gone, what, into, by.person_id)
    return into.id


def _turn(topic: Topic, text: Post, kind: Kind) -> None:
    """Make a question of a discussion, or the other way round."""
    topic.kind = kind.value
    topic.answer_due_on = answer_due(clock.today()) if kind is Kind.QUESTION else None
    text.place = asking.PLACES[kind].value
    _place_replies(replies_of(topic), answering.PLACES[kind])


def _place_replies(replies: list[Reply], place: Place) -> None:
    for reply in replies:
        session().get_one(Post, reply.post_id).place = place.value


def _move_words(gone: Topic, into: Topic) -> None:
    """The text of a topic becomes a reply of the other; no reply of it stays accepted there."""
    moved = replies_of(gone)
    first = Reply(topic_id=into.id, post_id=gone.post_id)
    session().add(first)
    for reply in moved:
        reply.topic_id, reply.accepted_at, reply.accepted_by_id = into.id, None, None
    _place_replies([first, *moved], answering.PLACES[Kind(into.kind)])
    session().flush()
    for reply in [first, *moved]:
        posts.placed(reply.post_id, path_of(into, reply.post_id))


def _move_people(gone: Topic, into: Topic) -> None:
    """Who follows it, or has the same question; who began it follows too."""
    followers = session().scalars(select(Follow.person_id).where(Follow.topic_id == gone.id)).all()
    asking_too = session().scalars(select(MeToo.person_id).where(MeToo.topic_id == gone.id)).all()
    for person_id in sorted({*followers, gone.author_id}):
        follow(into.id, person_id)
    for person_id in sorted({*asking_too} - {into.author_id}):
        ask_too(into.id, person_id)
    if gone.kind == into.kind == Kind.QUESTION and gone.author_id != into.author_id:
        ask_too(into.id, gone.author_id)
