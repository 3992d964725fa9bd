"""The blueprint of the pages of topics, and what all of them need."""

from flask import Blueprint, abort, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.access.gate import can, the_actor
from app.access.policy import Can
from app.core.web.forms import PortalForm
from app.core.web.returned import see
from app.members import queries as members
from app.members.rules import handles_in
from app.posts.rules import to_html
from app.topics import queries, service
from app.topics.queries import TopicPage
from app.topics.rules.topics import Kind
from app.topics.service import Writer

blueprint = Blueprint("topics", __name__)
Answer = str | Response | tuple[str, int]


def the_topic(topic_id: int) -> TopicPage:
    """The topic an address means; what is not there, or not any longer, is not found."""
    return queries.find(topic_id, the_actor().id) or abort(404)


def standing(topic_id: int, *, mine: bool = False) -> Kind:
    """The kind of a topic that is to be written on: what its form asks before it is shown, but in
    one read. `mine`: it is forbidden for others."""
    author, kind = queries.standing(topic_id) or abort(404)
    return kind if author == the_actor().id or not mine else abort(403)


def my_topic(topic_id: int) -> TopicPage:
    """The same for whoever began it; for others it is forbidden."""
    found = the_topic(topic_id)
    return found if is_mine(found) and not found.is_removed else abort(403)


def is_mine(found: TopicPage) -> bool:
    """Whether the reader began it."""
    return found.row.author_id == the_actor().id


def writer() -> Writer:
    """Who does something."""
    who = the_actor()
    return Writer(who.id, moderates=can(Can.MODERATE), is_nspcc=who.is_nspcc)


def to_topic(topic_id: int, post_id: int | None = None) -> Response:
    """Go to the page of a topic, at one post of it."""
    anchor = f"post-{post_id}" if post_id else None
    return see("topics.one", topic_id=topic_id, _anchor=anchor)


def preview_of(text: str) -> Markup:
    """How a text will read, with the names of those it mentions."""
    meant = members.handles(handles_in(text))
    return to_html(text, {handle: one.name for handle, one in meant.items()})


def to_house_rules() -> Response | None:
    """Whoever writes has accepted the house rules: there, and back here; None where they have."""
    if members.has_agreed(the_actor().id):
        return None
    here = request.full_path.rstrip("?")
    return redirect(url_for("members.house_rules", next=here))


def agreed(form: PortalForm) -> bool:
    """Whether the writer has accepted the house rules; if not, the form says so and keeps all."""
    if service.may_write(the_actor().id):
        return True
    words = "Accept the house rules of the community first (under Members), then send this again"
    form.refuse("text", words)
    return False
