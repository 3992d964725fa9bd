"""Telling people that they are mentioned."""

from collections.abc import Collection

from sqlalchemy import select

from app.accounts.models import Person
from app.core import outbox
from app.core.db import session
from app.notices import service as notices
from app.notices.rules import Kind
from app.posts.models import Post
from app.posts.queries.shown import NAMELESS
from app.posts.rules.places import Place


def tell_mentioned(post: Post, person_ids: Collection[int]) -> None:
    """Tell people that they are mentioned, but not whoever wrote it; a few statements.

    A notice; and a mail to those who did not mute the community, but for chat, where one line
    follows another.
    """
    told = set(person_ids) - {post.author_id}
    if not told:
        return
    chosen = select(Person).where(Person.id.in_({*told, post.author_id}))
    people = {one.id: one for one in session().scalars(chosen.order_by(Person.id))}
    name = NAMELESS if post.nameless else people.pop(post.author_id).name
    place = Place(post.place)
    if place is Place.CHAT:
        title = f"{name} mentioned you in {place.one}."
        notices.tell_all(
            notices.News(one, Kind.COMMUNITY, title, post.path, _key(post, one))
            for one in sorted(told)
        )
        return
    context = {"name": name, "place": place.label, "one": place.one, "path": post.path}
    letters = [
        outbox.Letter(
            "posts_mentioned",
            outbox.Recipient(people[one].email, one, people[one].name),
            context,
            _key(post, one),
        )
        for one in sorted(told & set(people))
    ]
    notices.write_all(letters, kind=Kind.COMMUNITY, path=post.path, can_stop=True)


def _key(post: Post, person_id: int) -> str:
    return f"posts_mentioned:{post.id}:{person_id}"
