"""Writing, editing and taking back one's own posts."""

from collections.abc import Collection

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.members import queries as members
from app.members.rules import handles_in
from app.posts.models import Mention, Post
from app.posts.rules.html import to_html
from app.posts.rules.places import Place, State
from app.posts.rules.refusals import check_text, refuse
from app.posts.service.listening import tell_room
from app.posts.service.telling import tell_mentioned


class ChangedMeanwhile(Exception):
    """The same post was saved elsewhere first; both texts, to be shown side by side."""

    def __init__(self, *, mine: str, theirs: str) -> None:
        super().__init__("Changed elsewhere at the same time.")
        self.mine = mine
        self.theirs = theirs


def write(
    author_id: int,
    text: str,
    place: Place,
    *,
    path: str = "",
    room_key: str | None = None,
    nameless: bool = False,
    readers: Collection[int] | None = None,
) -> Post:
    """Keep what somebody writes; flushes. Whoever is mentioned is told once the post has a path.

    `readers` are the only people who may be told, for a private room. Raises `Refused` with the
    field "text".
    """
    refuse(check_text(text, place.longest))
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
    mentioned = set_text(post, post.text)
    session().add(post)
    session().flush()
    if mentioned:
        _mention(post, mentioned, readers)
        tell_mentioned(post)
    return post


def placed(post_id: int, path: str) -> None:
    """Say where a post is read; who is mentioned in it and waits for that is told. LookupError."""
    post = held(post_id)
    post.path = path
    session().flush()
    tell_mentioned(post)


def edit(
    post_id: int,
    editor_id: int,
    text: str,
    *,
    version: int | None = None,
    readers: Collection[int] | None = None,
) -> Post:
    """Change one's own words; who is mentioned anew is told. `version` is the one a form was filled
    in over. Raises `Refused`, `ChangedMeanwhile`; LookupError for what is not theirs to edit."""
    post = _own(post_id, editor_id)
    if version is not None and post.version != version:
        raise ChangedMeanwhile(mine=text, theirs=post.text)
    refuse(check_text(text, Place(post.place).longest))
    if post.text == text.strip():
        return post
    mentioned = set_text(post, text.strip())
    post.edited_at = clock.now()
    session().flush()
    _mention(post, mentioned, readers)
    tell_mentioned(post)
    tell_room(post.id, Place(post.place))
    return post


def remove(post_id: int, by_id: int) -> None:
    """Take back one's own post: what it said is shown no more. Again: nothing happens. LookupError
    for what is not theirs."""
    post = held(post_id)
    if post.author_id != by_id:
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
    if post.author_id != person_id or not State(post.state).is_read:
        raise LookupError(f"Post {post_id} is not theirs to edit.")
    return post


def set_text(post: Post, text: str) -> dict[int, str]:
    """Set the text and what is made from it; the handles of those it mentions, by person."""
    meant = members.handles(handles_in(text))
    post.text = text
    post.html = str(to_html(text, {handle: one.name for handle, one in meant.items()}))
    return {one.person_id: handle for handle, one in meant.items()}


def _mention(post: Post, mentioned: dict[int, str], readers: Collection[int] | None) -> None:
    known = set(session().scalars(select(Mention.person_id).where(Mention.post_id == post.id)))
    for person_id, handle in mentioned.items():
        if person_id not in known:
            told = None if readers is None or person_id in readers else clock.now()
            session().add(
                Mention(post_id=post.id, person_id=person_id, handle=handle, told_at=told)
            )
    session().flush()
