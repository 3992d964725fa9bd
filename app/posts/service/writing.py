"""Writing, editing and taking back one's own posts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import String, cast, literal, update

from app.core import clock
from app.core.db import session
from app.core.inserting import insert_new
from app.core.refusals import ChangedMeanwhile, refuse
from app.members import queries as members
from app.members.rules import Byline, handles_in
from app.posts.models import Mention, Post
from app.posts.rules.html import to_html
from app.posts.rules.places import Place, State
from app.posts.rules.refusals import check_text
from app.posts.service.listening import readers_among, tell_room
from app.posts.service.telling import tell_mentioned

MOST_MENTIONED = 10
NOT_AFTER_REDACTION = (
    "A moderator took something out of this, so it cannot be changed. "
    "Delete it and write it anew, or ask for a second look at the decision"
)


@dataclass(frozen=True)
class Begun:
    """A post that is kept, and (person, handle) of those it mentions; nobody is told before it is
    `placed`, in the same transaction."""

    post: Post
    mentioned: Mapping[int, str]


def write(
    author_id: int,
    text: str,
    place: Place,
    *,
    path: str,
    room_key: str | None = None,
    nameless: bool = False,
) -> Post:
    """Keep what somebody writes; flushes. Whoever is mentioned and reads it is told. Raises
    `Refused` with the field "text"."""
    begun = begin(author_id, text, place, path=path, room_key=room_key, nameless=nameless)
    _mention(begun.post, begun.mentioned)
    return begun.post


def begin(
    author_id: int,
    text: str,
    place: Place,
    *,
    path: str = "",
    room_key: str | None = None,
    nameless: bool = False,
) -> Begun:
    """The same for who knows the address only once the room has made its own rows."""
    refuse(check_text(text, place.longest))
    meant = _meant(text.strip(), place)
    post = Post(
        author_id=author_id,
        nameless=nameless,
        text=text.strip(),
        html="",
        place=place.value,
        path=path,
        room_key=room_key,
        written_at=clock.now(),
        state=State.STANDING.value,
    )
    mentioned = set_text(post, post.text, meant)
    session().add(post)
    session().flush()
    return Begun(post, mentioned)


def placed(begun: Begun, path: str) -> None:
    """Say where a post is read; who is mentioned in it is told."""
    begun.post.path = path
    session().flush()
    _mention(begun.post, begun.mentioned)


def moved(post_ids: Collection[int], place: Place, path: str) -> None:
    """Posts are something else now, and each is read at this path with its number behind it; one
    statement, however many."""
    there = {"place": place.value, "path": literal(path) + cast(Post.id, String)}
    change = update(Post).where(Post.id.in_(post_ids)).values(**there)
    session().execute(change, execution_options={"synchronize_session": "fetch"})


def edit(post_id: int, editor_id: int, text: str, *, version: int | None = None) -> Post:
    """Change one's own words; who is mentioned anew and reads it is told.

    `version` is the one a form was filled in over. Raises `Refused`, `ChangedMeanwhile`;
    LookupError for what is not theirs to edit.
    """
    post = _own(post_id, editor_id)
    if version is not None and post.version != version:
        raise ChangedMeanwhile(mine=text, theirs=post.text)
    refuse(check_text(text, Place(post.place).longest))
    if post.text == text.strip():
        return post
    refuse([("text", NOT_AFTER_REDACTION)] if post.state == State.REDACTED else [])
    mentioned = set_text(post, text.strip(), _meant(text.strip(), Place(post.place)))
    post.edited_at = clock.now()
    session().flush()
    _mention(post, mentioned)
    tell_room(post.id, Place(post.place))
    return post


def remove(post_id: int, by_id: int) -> None:
    """Take back one's own post: what it said is shown no more. Again: nothing happens. LookupError
    for what is not theirs."""
    post = held(post_id)
    if post.author_id != by_id or post.place == Place.PROFILE:
        raise LookupError(f"Post {post_id} is somebody else's.")
    if not State(post.state).is_read:
        return
    post.state = State.REMOVED.value
    session().flush()
    tell_room(post.id, Place(post.place))


def held(post_id: int) -> Post:
    """A post to be written on, held until the transaction ends. Raises LookupError."""
    post = session().get(Post, post_id, with_for_update=True, populate_existing=True)
    if post is None:
        raise LookupError(f"There is no post with the number {post_id}.")
    return post


def _own(post_id: int, person_id: int) -> Post:
    post = held(post_id)
    is_evidence = post.place == Place.PROFILE
    if post.author_id != person_id or is_evidence or not State(post.state).is_read:
        raise LookupError(f"Post {post_id} is not theirs to edit.")
    return post


def _meant(text: str, place: Place) -> Mapping[str, Byline]:
    """Whom a text mentions, by handle; refuses what would call too many."""
    meant = members.handles(handles_in(text))
    too_many = f"Mention at most {MOST_MENTIONED} people, not {len(meant)}"
    is_much = place.tells_mentioned and len(meant) > MOST_MENTIONED
    refuse([("text", too_many)] if is_much else [])
    return meant


def set_text(post: Post, text: str, meant: Mapping[str, Byline] | None = None) -> dict[int, str]:
    """Set the text and what is made from it; the handles of those it mentions, by person."""
    meant = members.handles(handles_in(text)) if meant is None else meant
    post.text = text
    post.html = str(to_html(text, {handle: one.name for handle, one in meant.items()}))
    return {one.person_id: handle for handle, one in meant.items()}


def _mention(post: Post, mentioned: Mapping[int, str]) -> None:
    """Keep who is mentioned, and tell those of them who read it, unless the room tells people
    itself."""
    place, now = Place(post.place), clock.now()
    readers = readers_among(mentioned, place, post.room_key) if place.tells_mentioned else ()
    rows = [
        {
            "post_id": post.id,
            "person_id": person_id,
            "handle": handle,
            "told_at": now if person_id in readers else None,
        }
        for person_id, handle in mentioned.items()
    ]
    new = {
        row.person_id for row in insert_new(Mention, ("post_id", "person_id"), rows, "person_id")
    }
    tell_mentioned(post, new.intersection(readers))
