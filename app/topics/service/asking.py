"""Beginning a topic, changing one's own, taking it back."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.members.models import Agreement
from app.members.rules import HOUSE_RULES_VERSION, PROGRAMME
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import Place
from app.posts.rules import State as PostState
from app.topics.models import Tag, Topic
from app.topics.queries.promise import answer_due
from app.topics.rules.about import About
from app.topics.rules.topics import REMOVED_TITLE, Entered, Kind, check_topic
from app.topics.service.following import follow
from app.topics.service.holding import because, own, path_of, text_of
from app.topics.service.indexing import index, put

AT_ONCE = timedelta(minutes=10)  # in which the same again is a form sent twice
PLACES = {Kind.QUESTION: Place.QUESTION, Kind.DISCUSSION: Place.DISCUSSION}


def ask(author_id: int, entered: Entered, about: About | None = None) -> int:
    """Begin a topic; its author follows it. The same again within minutes is the one there is,
    at the same moment too where `may_write` was asked first.

    Returns its number. Raises `Refused`.
    """
    check(entered)
    kind, now = Kind(entered.kind), clock.now()
    same = _same(author_id, entered)
    if same is not None:
        return same
    begun = posts.begin(author_id, entered.text, PLACES[kind], nameless=entered.unnamed)
    audit.because("topic begun", summary=f"A {kind.label.lower()} was begun in the community.")
    topic = Topic(
        kind=kind.value,
        title=entered.title.strip(),
        post_id=begun.post.id,
        author_id=author_id,
        unnamed=entered.unnamed,
        stage=entered.stage,
        asked_at=now,
        last_at=now,
        answer_due_on=answer_due(clock.today()) if kind is Kind.QUESTION else None,
        **_about(about),
    )
    tags = [Tag(topic=topic, tag=one) for one in sorted(set(entered.tags))]
    session().add_all([topic, *tags])
    session().flush()
    follow(topic.id, author_id)
    posts.placed(begun, path_of(topic, begun.post.id))
    put(topic, begun.post.text, entered.tags)
    return topic.id


def change(topic_id: int, person_id: int, entered: Entered, seen: int) -> None:
    """Put one's own topic right. Its kind stays: that is for moderators, once others answered.

    `seen` is the version the form was filled in over. Raises `Refused`, `ChangedMeanwhile`,
    LookupError.
    """
    topic = own(topic_id, person_id)
    text = text_of(topic)
    if topic.version + text.version != seen:
        theirs = f"{topic.title}\n\n{text.text}"
        raise ChangedMeanwhile(mine=f"{entered.title}\n\n{entered.text}", theirs=theirs)
    check(entered)
    posts.check_title(text.id, topic.title, entered.title)
    because("topic changed", topic, "changed by its author")
    topic.title, topic.stage = entered.title.strip(), entered.stage
    set_tags(topic, entered.tags)
    if text.text == entered.text.strip():
        index(topic)
    else:
        posts.edit(text.id, person_id, entered.text)  # and is found by its new words from then on


def take_back(topic_id: int, person_id: int) -> None:
    """Take one's own topic back: its words go, what others wrote stays. Words a moderator hid go
    as well, and no second look brings them back. Raises LookupError."""
    topic = own(topic_id, person_id)
    because("topic taken back", topic, "taken back by its author")
    topic.title, topic.removed_at = REMOVED_TITLE, clock.now()
    session().flush()
    posts.remove(topic.post_id, person_id)
    text = text_of(topic)
    if text.state == PostState.HIDDEN:
        text.state, text.mark = PostState.REMOVED.value, ""
        session().flush()


def may_write(person_id: int) -> bool:
    """Whether somebody accepted the house rules. Holds that until the transaction ends: what they
    send twice at the same moment waits, and finds the first."""
    accepted = person_id, HOUSE_RULES_VERSION
    return session().get(Agreement, accepted, with_for_update=True) is not None


def check(entered: Entered) -> None:
    """Raise `Refused` where something of a topic must be put right first."""
    refuse(check_topic(entered, PROGRAMME.stages, PROGRAMME.themes))


def set_tags(topic: Topic, tags: Collection[str]) -> None:
    """Give a topic these themes and no others."""
    had = {one.tag: one for one in session().scalars(select(Tag).where(Tag.topic_id == topic.id))}
    for tag in had.keys() - set(tags):
        session().delete(had[tag])
    for tag in sorted(set(tags) - had.keys()):
        session().add(Tag(topic_id=topic.id, tag=tag))
    session().flush()


def _same(author_id: int, entered: Entered) -> int | None:
    chosen = (
        select(Topic.id)
        .join(Post, Post.id == Topic.post_id)
        .where(
            Topic.author_id == author_id,
            Topic.asked_at > clock.now() - AT_ONCE,
            Topic.title == entered.title.strip(),
            Topic.removed_at.is_(None),
            Post.text == entered.text.strip(),
        )
    )
    return session().scalar(chosen)


def _about(about: About | None) -> dict[str, object]:
    if about is None:
        return {}
    return {
        "about_kind": about.kind.value,
        "about_code": about.code,
        "about_words": about.words[:400],
        "about_site_id": about.site_id,
        "about_ref": about.ref,
    }
