"""How long posts are kept, and telling the rooms of what changed without them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, or_, select, update

from app.core.db import session
from app.members.rules import PROGRAMME
from app.posts.models import Post
from app.posts.rules.places import Place, State
from app.posts.service.listening import tell_room

AT_ONCE = 500
_TALK = [place.value for place in Place if place.is_talk]
_GONE = (State.REMOVED.value, State.HIDDEN.value)


def forget_old(now: datetime) -> int:
    """Drop the words of chat, of messages between two, and of what was removed or hidden, once they
    are as old as the programme says; that something stood there stays. Some at a time; returns how
    many."""
    before = _months_before(now, PROGRAMME.retention_months)
    is_kept_for_a_time = or_(Post.place.in_(_TALK), Post.state.in_(_GONE))
    old = and_(Post.written_at < before, is_kept_for_a_time, Post.state != State.FORGOTTEN.value)
    chosen = select(Post.id, Post.place).where(old).order_by(Post.id).limit(AT_ONCE)
    rows = session().execute(chosen).all()
    empty = {"text": "", "html": "", "mark": "", "state": State.FORGOTTEN.value}
    forgotten = update(Post).where(Post.id.in_([number for number, _ in rows])).values(**empty)
    session().execute(forgotten, execution_options={"synchronize_session": False})
    session().expire_all()
    for number, place in rows:
        tell_room(number, Place(place))
    return len(rows)


def forget_profiles(author_id: int) -> None:
    """Drop what reports kept of somebody's profile; that it was reported stays."""
    theirs = (Post.author_id == author_id, Post.place == Place.PROFILE.value)
    empty = update(Post).where(*theirs).values(text="", html="")
    session().execute(empty, execution_options={"synchronize_session": False})
    session().expire_all()


def tell_rooms(post_ids: Collection[int], *, author_id: int) -> None:
    """Tell the rooms of posts whose words changed, and of all of an author."""
    chosen = select(Post.id, Post.place).where(
        or_(Post.id.in_(post_ids), Post.author_id == author_id)
    )
    for number, place in session().execute(chosen.order_by(Post.id)).all():
        tell_room(number, Place(place))


def _months_before(now: datetime, months: int) -> datetime:
    """The same day so many months ago, or the last of a shorter month."""
    count = now.year * 12 + now.month - 1 - months
    year, month = divmod(count, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=year, month=month + 1)
