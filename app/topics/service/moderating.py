"""What moderators do with topics: put them where they belong, and make one of two."""

from collections.abc import Collection

from sqlalchemy import literal, or_, select

from app.core import clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.members.rules import PROGRAMME
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import State as PostState
from app.topics.models import Follow, MeToo, Reply, Topic
from app.topics.queries.promise import answer_due
from app.topics.rules.topics import Kind, Placed, check_merge, check_place, check_title
from app.topics.service import answering, asking
from app.topics.service.following import ask_too_all, follow_all
from app.topics.service.holding import Writer, because, held_with_text, path_of, replies_of, text_of
from app.topics.service.indexing import index
from app.topics.service.telling import tell_moved


def move(topic_id: int, title: str, placed: Placed, seen: int, by: Writer) -> None:
    """Give a topic another title, kind, stage or other themes; who began it is told.

    A discussion that becomes a question waits for an answer from today on. Raises `Refused`,
    `ChangedMeanwhile`, LookupError.
    """
    topic, text = held_with_text(topic_id)
    if topic.version + text.version != seen:
        raise ChangedMeanwhile(mine=title, theirs=topic.title)
    faults = check_title(title)
    refuse(faults + check_place(placed, PROGRAMME.stages, PROGRAMME.themes))
    because("topic moved", topic, "put where it belongs by a moderator")
    topic.title, topic.stage = title.strip(), placed.stage
    if placed.kind != topic.kind:
        _turn(topic, text, Kind(placed.kind))
    asking.set_tags(topic, placed.tags)
    index(topic)
    what = f"A moderator put your topic where others find it: {topic.title}"
    tell_moved(topic, what, topic, by.person_id)


def merge(topic_id: int, into_id: int | None, by: Writer) -> int:
    """Make a topic part of another, whose number is returned: its text and replies follow there,
    and so do those who follow it. Its address leads there from now on.

    Raises `Refused`, LookupError.
    """
    gone, into, earlier = _both(topic_id, into_id)
    refuse(check_merge(topic_id, into_id, found=into is not None and _is_read(into)))
    if into is None:
        raise LookupError(f"There is no topic {into_id}.")
    because("topics merged", gone, f"merged into topic {into.id}")
    for one in (gone, *earlier):
        one.merged_into_id = into.id
    into.last_at = max(into.last_at, gone.last_at)
    _move_words(gone, into)
    _move_people(gone, into)
    index(gone)  # into the other nothing came by which that is found
    what = f"A moderator made your topic part of another: {into.title}"
    tell_moved(gone, what, into, by.person_id)
    return into.id


def _is_read(topic: Topic) -> bool:
    """Whether members read a topic: not merged, not taken back, not hidden."""
    if topic.merged_into_id is not None or topic.removed_at is not None:
        return False
    return PostState(text_of(topic).state).is_read


def _both(topic_id: int, into_id: int | None) -> tuple[Topic, Topic | None, list[Topic]]:
    """A topic, the one it is to become part of, and those that were merged into it before; held
    until the transaction ends. Raises LookupError as `held` does."""
    chosen = select(Topic).where(
        or_(Topic.id.in_([topic_id, into_id or topic_id]), Topic.merged_into_id == topic_id)
    )
    found = {
        one.id: one
        for one in session().scalars(
            chosen.order_by(Topic.id).with_for_update(),
            execution_options={"populate_existing": True},
        )
    }
    gone = found.get(topic_id)
    if gone is None or gone.merged_into_id is not None:
        raise LookupError(f"There is no topic with the number {topic_id}.")
    earlier = [one for one in found.values() if one.merged_into_id == topic_id]
    return gone, found.get(into_id or 0), earlier


def _turn(topic: Topic, text: Post, kind: Kind) -> None:
    """Make a question of a discussion, or the other way round."""
    topic.kind = kind.value
    topic.answer_due_on = answer_due(clock.today()) if kind is Kind.QUESTION else None
    text.place = asking.PLACES[kind].value
    _place(topic, [one.post_id for one in replies_of(topic)])


def _place(topic: Topic, post_ids: Collection[int]) -> None:
    """These posts are replies of the topic."""
    posts.moved(post_ids, answering.PLACES[Kind(topic.kind)], path_of(topic, ""))


def _move_words(gone: Topic, into: Topic) -> None:
    """The text of a topic becomes a reply of the other; no reply of it stays accepted there."""
    with session().no_autoflush:  # what changed of the topics goes along
        moved = replies_of(gone)
    for reply in moved:
        reply.topic_id, reply.accepted_at, reply.accepted_by_id = into.id, None, None
    session().add(Reply(topic_id=into.id, post_id=gone.post_id))
    _place(into, [gone.post_id, *(reply.post_id for reply in moved)])


def _move_people(gone: Topic, into: Topic) -> None:
    """Who follows it, or has the same question; who began it follows too."""
    following = select(literal(True), Follow.person_id).where(Follow.topic_id == gone.id)
    asking_too = select(literal(False), MeToo.person_id).where(MeToo.topic_id == gone.id)
    rows = session().execute(following.union_all(asking_too)).all()
    same = {number for follows, number in rows if not follows}
    if gone.kind == into.kind == Kind.QUESTION:
        same.add(gone.author_id)
    ask_too_all(into.id, same - {into.author_id})
    follow_all(into.id, {gone.author_id, *(number for follows, number in rows if follows)})
