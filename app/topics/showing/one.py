"""How one topic reads."""

from flask import url_for

from app.core import clock
from app.core.words import count
from app.members import queries as members
from app.members.rules import Byline
from app.topics import queries
from app.topics.queries import TopicPage, TopicRow
from app.topics.rules.about import AboutKind
from app.topics.rules.topics import Kind, State

HIDDEN_TITLE = "A topic that a moderator has hidden"
_TAGS = {
    State.UNANSWERED: "waiting",
    State.ANSWERED: "neutral",
    State.ACCEPTED: "active",
}
_ASK = {Kind.QUESTION: "Your answer", Kind.DISCUSSION: "Your reply"}


def heading(found: TopicPage, *, moderates: bool) -> str:
    """The title; of what a moderator hid only moderators read it."""
    is_read = found.row.post.state.is_read or found.is_removed or moderates
    return found.row.title if is_read else HIDDEN_TITLE


def tag(row: TopicRow) -> tuple[str, str]:
    """(words, kind of tag) of how far it is."""
    state = row.state
    return (state.label, _TAGS[state]) if state is not None else (Kind.DISCUSSION.label, "neutral")


def ask(kind: Kind) -> str:
    """What the field to write in is called."""
    return _ASK[kind]


def sentence(found: TopicPage) -> str:
    """The first line of the page: what it is and how far."""
    row = found.row
    if row.kind is Kind.DISCUSSION:
        replies = count(row.replies, "reply", "replies")
        return f"A discussion with {replies}." if row.replies else "Nobody has replied yet."
    if row.state is State.UNANSWERED and row.answer_due_on is not None:
        return f"{queries.age(row.asked_on, row.answer_due_on, clock.today())}."
    answers = count(row.replies, "answer").capitalize()
    settled = {State.ACCEPTED: "; the accepted one stands first"}
    return f"{answers}{settled.get(row.state or State.ANSWERED, '')}."


def behind(found: TopicPage) -> Byline | None:
    """Who asked without their name, for moderators."""
    if not found.row.unnamed:
        return None
    return members.bylines([found.row.author_id])[found.row.author_id]


def about_href(found: TopicPage, may: bool) -> str | None:
    """The page it was asked from, for who may open it."""
    about, site = found.about, found.about_site
    if about is None or not site or not may:
        return None
    if about.kind is AboutKind.MILESTONE:
        return url_for("journey.milestone", site=site, code=about.code)
    if not about.ref:
        return None
    if about.kind is AboutKind.ITEM:
        return url_for("assessments.start", site=site, slug=about.ref)
    return url_for("quality.adaptation", site=site, adaptation_id=about.ref)
