"""Who is told what about a topic, in the transaction of the fact."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import exists, select

from app.accounts.models import Person
from app.core import clock, outbox
from app.core.db import session
from app.members.models import CommunityMute
from app.notices import queries as muting
from app.notices import service as notices
from app.notices.rules import Kind as NoticeKind
from app.notices.rules import ways_out
from app.posts.models import Post
from app.topics.models import Follow, Topic
from app.topics.rules.topics import Kind
from app.topics.service.holding import path_of

KIND = NoticeKind.COMMUNITY
MAIL, ONE_WITHIN = "topics_replied", timedelta(hours=1)  # of one topic to its asker


def tell_replied(topic: Topic, reply: Post, mentioned: Collection[int]) -> None:
    """Whoever began the topic gets a mail, the others who follow it a notice; they are told with
    their next digest as well. Nobody is told of their own words, nor who stopped following, or
    muted the topic; the `mentioned` are told of that."""
    path = path_of(topic, reply.id)
    told = _followers(topic) - {reply.author_id, *mentioned}
    what = "New answer" if topic.kind == Kind.QUESTION else "New reply"
    notices.tell_all(
        notices.News(one, KIND, f"{what}: {topic.title}", path, f"topic:{reply.id}:{one}")
        for one in sorted(told - {topic.author_id})
    )
    if topic.author_id in told:
        _mail(topic, path, f"{_mails(topic)}{reply.id}")


def _followers(topic: Topic) -> set[int]:
    """Who follows it and did not mute it; one statement."""
    muted = exists().where(
        CommunityMute.person_id == Follow.person_id, CommunityMute.subject == path_of(topic)
    )
    chosen = select(Follow.person_id).where(Follow.topic_id == topic.id, ~muted)
    return set(session().scalars(chosen))


def tell_accepted(topic: Topic, answer: Post, by_id: int) -> None:
    """Whoever wrote the accepted answer."""
    if answer.author_id != by_id:
        title = f"Your answer was accepted: {topic.title}"
        key = f"topic-accepted:{answer.id}:{answer.author_id}"
        notices.tell(answer.author_id, KIND, title, path_of(topic, answer.id), key=key)


def tell_moved(topic: Topic, what: str, into: Topic, by_id: int) -> None:
    """Whoever began a topic that a moderator moved or merged; `what` is a sentence."""
    if topic.author_id != by_id:
        key = f"topic-moved:{topic.id}:{topic.version}:{into.id}"
        notices.tell(topic.author_id, KIND, what, path_of(into), key=key)


def _mail(topic: Topic, path: str, key: str) -> None:
    """To who began it: a mail and a notice, or a notice alone where they want no mail of this, or
    had one a moment ago. The topic is held, so that of two answers the second knows the first."""
    asker = session().get_one(Person, topic.author_id)
    if asker.deactivated_at is not None:
        return
    is_question = topic.kind == Kind.QUESTION
    if (asker.id, KIND) in muting.mutes_of([asker.id]) or _had_mail(topic):
        what = "Your question has an answer" if is_question else "Somebody wrote in your topic"
        notices.tell(asker.id, KIND, f"{what}: {topic.title}", path, key=key)
        return
    notices.write(
        MAIL,
        outbox.Recipient(asker.email, asker.id, asker.name),
        {"topic": {"title": topic.title, "is_question": is_question, "path": path}},
        kind=KIND,
        path=path,
        key=key,
        unsubscribe=ways_out(KIND),
    )


def _mails(topic: Topic) -> str:
    """How the keys of the mails to who began a topic begin."""
    return f"{MAIL}:{topic.id}:{topic.author_id}:"


def _had_mail(topic: Topic) -> bool:
    lately = select(outbox.OutboxMail.id).where(
        outbox.OutboxMail.person_id == topic.author_id,
        outbox.OutboxMail.template == MAIL,
        outbox.OutboxMail.created_at > clock.now() - ONE_WITHIN,
        outbox.OutboxMail.key.startswith(_mails(topic), autoescape=True),
    )
    return session().scalars(lately.limit(1)).first() is not None
