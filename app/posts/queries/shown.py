"""Posts as pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select

from app.core.db import session
from app.members import queries as members
from app.members.rules import Byline
from app.posts.models import Post
from app.posts.rules.html import kept_html
from app.posts.rules.places import Place, State

NAMELESS = "A member"
WITHOUT_NAME = "asks without their name"


@dataclass(frozen=True)
class ShownPost:
    """A post to be read. `html` is empty where the text is not shown; `said` then says why.

    `author_id` is for asking whose it is, never for showing: who wrote without a name has a
    byline without one.
    """

    id: int
    author_id: int
    author: Byline
    is_nspcc: bool
    html: Markup
    place: Place
    path: str
    room_key: str | None
    written_at: datetime
    edited_at: datetime | None
    state: State
    mark: str
    version: int

    @property
    def said(self) -> str:
        """What stands in place of the text, or beside it; "" for most."""
        if self.state is State.REDACTED:
            return f"A moderator took something out: {self.mark}" if self.mark else ""
        return f"{self.state.label}: {self.mark}" if self.mark else self.state.label


@dataclass(frozen=True)
class OnePost:
    """A post as it is kept, for its author and for moderators."""

    id: int
    author_id: int
    nameless: bool
    text: str
    place: Place
    path: str
    room_key: str | None
    written_at: datetime
    state: State
    mark: str
    version: int


def shown(post_ids: Collection[int]) -> dict[int, ShownPost]:
    """Posts by number; those that do not exist are left out. Two or three statements."""
    if not post_ids:
        return {}
    posts = session().scalars(select(Post).where(Post.id.in_(post_ids))).all()
    bylines = members.bylines({post.author_id for post in posts if not post.nameless})
    nobody = Byline(0, NAMELESS, WITHOUT_NAME)
    return {
        post.id: _shown(post, nobody if post.nameless else bylines[post.author_id])
        for post in posts
    }


def _shown(post: Post, author: Byline) -> ShownPost:
    state = State(post.state)
    return ShownPost(
        id=post.id,
        author_id=post.author_id,
        author=author,
        is_nspcc=author.is_nspcc,
        html=kept_html(post.html if state.is_read else ""),
        place=Place(post.place),
        path=post.path,
        room_key=post.room_key,
        written_at=post.written_at,
        edited_at=post.edited_at,
        state=state,
        mark=post.mark,
        version=post.version,
    )


def find(post_id: int) -> OnePost | None:
    """One post as it is kept; the caller asks who may read it (`rules.places.may_read`)."""
    post = session().get(Post, post_id)
    if post is None:
        return None
    return OnePost(
        id=post.id,
        author_id=post.author_id,
        nameless=post.nameless,
        text=post.text,
        place=Place(post.place),
        path=post.path,
        room_key=post.room_key,
        written_at=post.written_at,
        state=State(post.state),
        mark=post.mark,
        version=post.version,
    )
