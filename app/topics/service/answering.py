"""Answering, and saying which answer settled a question."""

from sqlalchemy import or_, select

from app.core import clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import Place
from app.posts.rules import State as PostState
from app.topics.models import Reply, Topic
from app.topics.rules.topics import Kind, may_accept
from app.topics.service.holding import Writer, because, held, held_with_text, path_of, replies_of
from app.topics.service.indexing import index
from app.topics.service.telling import tell_accepted, tell_replied

PLACES = {Kind.QUESTION: Place.ANSWER, Kind.DISCUSSION: Place.REPLY}


def answer(topic_id: int, author_id: int, text: str) -> int:
    """Write in a topic; returns the number of the post. The same as its last words again, while
    they are read, is one.

    Who asked without their name writes without it here too. Raises `Refused`, LookupError, and
    `ChangedMeanwhile` where the topic was taken back or hidden.
    """
    topic, begins = held_with_text(topic_id)
    if topic.removed_at is not None or not PostState(begins.state).is_read:
        raise ChangedMeanwhile(mine=text, theirs="This topic is not there any longer.")
    last = _last(topic)
    if last is not None and _is_again(last, author_id, text):
        return last.id
    nameless = _asked_unnamed(topic, author_id)
    begun = posts.begin(author_id, text, PLACES[Kind(topic.kind)], nameless=nameless)
    because("topic answered", topic, "somebody wrote in it")
    session().add(Reply(topic_id=topic.id, post_id=begun.post.id))
    topic.last_at = clock.now()
    session().flush()
    posts.placed(begun, path_of(topic, begun.post.id))
    tell_replied(topic, begun.post, begun.mentioned)
    return begun.post.id


def accept(topic_id: int, reply_id: int, by: Writer) -> None:
    """This answer settled the question; another one accepted before gives way.

    Raises `Refused`, LookupError.
    """
    topic = _to_settle(topic_id, by)
    replies = {one.id: one for one in replies_of(topic)}
    chosen = replies.get(reply_id)
    post = session().get(Post, chosen.post_id) if chosen else None
    if chosen is None or post is None or not PostState(post.state).is_read:
        refuse([("", "This answer is not there any longer: choose another one")])
        return
    because("answer accepted", topic, "an answer was accepted")
    for one in replies.values():
        is_it = one.id == chosen.id
        one.accepted_at = (one.accepted_at or clock.now()) if is_it else None
        one.accepted_by_id = by.person_id if is_it else None
    session().flush()
    index(topic)
    tell_accepted(topic, post, by.person_id)


def accept_post(topic_id: int, post_id: int, by: Writer) -> None:
    """The same, the answer named by its post."""
    chosen = select(Reply.id).where(Reply.topic_id == topic_id, Reply.post_id == post_id)
    accept(topic_id, session().scalar(chosen) or 0, by)


def open_again(topic_id: int, by: Writer) -> None:
    """No answer has settled the question after all. Raises `Refused`, LookupError."""
    topic = _to_settle(topic_id, by)
    because("answer not accepted", topic, "no answer is accepted any longer")
    for one in replies_of(topic):
        one.accepted_at = one.accepted_by_id = None
    session().flush()
    index(topic)


def _to_settle(topic_id: int, by: Writer) -> Topic:
    topic = held(topic_id)
    asked = topic.author_id == by.person_id
    if not may_accept(Kind(topic.kind), asked=asked, is_nspcc=by.is_nspcc):
        refuse([("", "Whoever asked, or the NSPCC, says which answer settled a question")])
    return topic


def _asked_unnamed(topic: Topic, person_id: int) -> bool:
    """Whether somebody asked this, or what was merged into it, without their name."""
    chosen = select(Topic.id).where(
        or_(Topic.id == topic.id, Topic.merged_into_id == topic.id),
        Topic.author_id == person_id,
        Topic.unnamed,
    )
    return session().scalars(chosen.limit(1)).first() is not None


def _is_again(last: Post, author_id: int, text: str) -> bool:
    """Whether somebody sends the last words again; not where those were taken back or hidden."""
    same = (last.author_id, last.text) == (author_id, text.strip())
    return same and PostState(last.state).is_read


def _last(topic: Topic) -> Post | None:
    chosen = select(Post).join(Reply, Reply.post_id == Post.id).where(Reply.topic_id == topic.id)
    return session().scalars(chosen.order_by(Post.id.desc()).limit(1)).first()
