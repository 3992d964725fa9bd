"""What of a topic the search finds: its question and the answer that settled it."""

from sqlalchemy import or_, select

from app.core import audit, clock, search
from app.core.db import session
from app.members.rules import TAGS
from app.posts.models import Post
from app.posts.rules import State as PostState
from app.topics.models import Reply, Tag, Topic
from app.topics.rules.topics import REMOVED_TITLE

SUBJECT = "topic"


def index(topic: Topic) -> None:
    """Let it be found as it is now, or no longer. Call after what changed is flushed."""
    text = session().get_one(Post, topic.post_id)
    gone = topic.merged_into_id is not None or topic.removed_at is not None
    if gone or not PostState(text.state).is_read:
        search.drop(SUBJECT, topic.id)
        return
    tags = session().scalars(select(Tag.tag).where(Tag.topic_id == topic.id)).all()
    keys = [key for key in (topic.stage, *tags) if key]
    search.put(
        SUBJECT,
        topic.id,
        title=topic.title,
        path=f"/community/topics/{topic.id}",
        body="\n".join([text.text, *_answer(topic)]),
        keywords=[TAGS.get(key, key) for key in keys],
        labels=[topic.kind, *keys],
        at=topic.asked_at,
    )


def _answer(topic: Topic) -> list[str]:
    chosen = (
        select(Post)
        .join(Reply, Reply.post_id == Post.id)
        .where(Reply.topic_id == topic.id, Reply.accepted_at.is_not(None))
    )
    return [post.text for post in session().scalars(chosen) if PostState(post.state).is_read]


def post_changed(post_id: int) -> None:
    """A post of a topic was edited, taken back, hidden, redacted or put back elsewhere."""
    chosen = (
        select(Topic)
        .outerjoin(Reply, Reply.topic_id == Topic.id)
        .where(or_(Topic.post_id == post_id, Reply.post_id == post_id))
        .distinct()
    )
    for topic in session().scalars(chosen):
        _take_title(topic)
        index(topic)


def _take_title(topic: Topic) -> None:
    """With the text that its author took back, or whose time is over, the title goes."""
    state = PostState(session().get_one(Post, topic.post_id).state)
    if topic.removed_at is None and state in (PostState.REMOVED, PostState.FORGOTTEN):
        audit.because("topic taken back", summary=f"Topic {topic.id}: its text is gone.")
        topic.title, topic.removed_at = REMOVED_TITLE, clock.now()
        session().flush()
