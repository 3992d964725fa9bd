"""What of a topic the search finds: its question and the answer that settled it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Text, cast, literal, or_, select

from app.core import audit, clock, search
from app.core.db import session
from app.members.rules import TAGS
from app.posts.models import Post
from app.posts.rules import State as PostState
from app.posts.rules.deciding import redacted
from app.topics.models import Reply, Tag, Topic
from app.topics.rules.topics import LONGEST_TITLE, REMOVED_TITLE

SUBJECT = "topic"


def index(topic: Topic) -> None:
    """Let it be found as it is now, or no longer. Call after what changed is flushed."""
    gone = topic.merged_into_id is not None or topic.removed_at is not None
    text = None if gone else session().get_one(Post, topic.post_id)
    if text is None or not PostState(text.state).is_read:
        search.drop(SUBJECT, topic.id)
    else:
        put(topic, text.text, *_tags_and_answers(topic))


def put(topic: Topic, text: str, tags: Collection[str], answers: Collection[str] = ()) -> None:
    """Let it be found by its text, its themes and the answers that settled it."""
    keys = [key for key in (topic.stage, *sorted(tags)) if key]
    search.put(
        SUBJECT,
        topic.id,
        title=topic.title,
        path=f"/community/topics/{topic.id}",
        body="\n".join([text, *answers]),
        keywords=[TAGS.get(key, key) for key in keys],
        labels=[topic.kind, *keys],
        at=topic.asked_at,
    )


def _tags_and_answers(topic: Topic) -> tuple[list[str], list[str]]:
    """Its themes, and what settled it while it can be read; one statement."""
    read = [state.value for state in PostState if state.is_read]
    tags = select(literal(True).label("is_tag"), cast(Tag.tag, Text)).where(
        Tag.topic_id == topic.id
    )
    answers = (
        select(literal(False), Post.text)
        .join(Reply, Reply.post_id == Post.id)
        .where(Reply.topic_id == topic.id, Reply.accepted_at.is_not(None), Post.state.in_(read))
    )
    rows = session().execute(tags.union_all(answers)).all()
    return [one for is_tag, one in rows if is_tag], [one for is_tag, one in rows if not is_tag]


def post_changed(post_id: int) -> None:
    """A post of a topic was edited, taken back, hidden, redacted or put back elsewhere."""
    for topic in _topics_of(post_id):
        _take_title(topic)
        index(topic)


def title_of(post_id: int) -> str:
    """The title of the topic that a post belongs to."""
    return next((topic.title for topic in _topics_of(post_id)), "")


def redact_title(post_id: int, parts: Sequence[str]) -> None:
    """Take these words out of it."""
    for topic in _topics_of(post_id):
        topic.title = redacted(topic.title, parts)[:LONGEST_TITLE]
        session().flush()


def _topics_of(post_id: int) -> list[Topic]:
    chosen = (
        select(Topic)
        .outerjoin(Reply, Reply.topic_id == Topic.id)
        .where(or_(Topic.post_id == post_id, Reply.post_id == post_id))
        .distinct()
    )
    return list(session().scalars(chosen))


def _take_title(topic: Topic) -> None:
    """With the text that its author took back, or whose time is over, the title goes."""
    state = PostState(session().get_one(Post, topic.post_id).state)
    if topic.removed_at is None and state in (PostState.REMOVED, PostState.FORGOTTEN):
        audit.because("topic taken back", summary=f"Topic {topic.id}: its text is gone.")
        topic.title, topic.removed_at = REMOVED_TITLE, clock.now()
        session().flush()
