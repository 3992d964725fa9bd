"""Telling people that they are mentioned."""

from collections.abc import Collection

from sqlalchemy import and_, exists, or_, select

from app.accounts.models import Person
from app.core import outbox
from app.core.db import session
from app.notices import service as notices
from app.notices.models import Mute
from app.notices.rules import Kind, ways_out
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
    author, people = _concerned(post.author_id, told)
    name = NAMELESS if post.nameless else author.name
    mailed = [one for one in people if post.place != Place.CHAT]
    letters = [_letter(post, person, name) for person in mailed]
    notices.write_all(letters, kind=Kind.COMMUNITY, path=post.path)
    title = f"{name} mentioned you in {Place(post.place).one}."
    notices.tell_all(
        notices.News(one, Kind.COMMUNITY, title, post.path, _key(post, one))
        for one in sorted(told - {person.id for person in mailed})
    )


def _concerned(author_id: int, told: Collection[int]) -> tuple[Person, list[Person]]:
    """The author, and those of the others who want mail of the community."""
    muted = exists().where(Mute.person_id == Person.id, Mute.kind == Kind.COMMUNITY.value)
    chosen = select(Person).where(or_(Person.id == author_id, and_(Person.id.in_(told), ~muted)))
    people = {one.id: one for one in session().scalars(chosen.order_by(Person.id))}
    return people.pop(author_id), list(people.values())


def _key(post: Post, person_id: int) -> str:
    return f"posts_mentioned:{post.id}:{person_id}"


def _letter(post: Post, person: Person, name: str) -> outbox.Letter:
    place = Place(post.place)
    return outbox.Letter(
        "posts_mentioned",
        outbox.Recipient(person.email, person.id, person.name),
        {"name": name, "place": place.label, "one": place.one, "path": post.path},
        _key(post, person.id),
        unsubscribe=ways_out(Kind.COMMUNITY),
    )
