"""Telling people that they are mentioned."""

from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock, outbox
from app.core.db import session
from app.members import queries as members
from app.notices import queries as notices_kept
from app.notices import service as notices
from app.notices.rules import Kind, ways_out
from app.posts.models import Mention, Post
from app.posts.queries.shown import NAMELESS
from app.posts.rules.places import Place


def tell_mentioned(post: Post) -> None:
    """Whoever is mentioned and was not told yet, once it is known where the post is read.

    A notice; and a mail to those who did not mute the community, but for chat, where one line
    follows another.
    """
    waiting = _waiting(post) if post.path else []
    if not waiting:
        return
    name = _name(post)
    people = [person for _, person in waiting if person.id != post.author_id]
    muted = {number for number, kind in _mutes(people) if kind is Kind.COMMUNITY}
    for person in people:
        if post.place == Place.CHAT or person.id in muted:
            _notice(post, person, name)
        else:
            _mail(post, person, name)
    for mention, _ in waiting:
        mention.told_at = clock.now()
    session().flush()


def _waiting(post: Post) -> list[tuple[Mention, Person]]:
    chosen = (
        select(Mention, Person)
        .join(Person, Person.id == Mention.person_id)
        .where(Mention.post_id == post.id, Mention.told_at.is_(None))
    )
    return [(mention, person) for mention, person in session().execute(chosen)]


def _name(post: Post) -> str:
    if post.nameless:
        return NAMELESS
    return members.bylines([post.author_id])[post.author_id].name


def _mutes(people: list[Person]) -> set[tuple[int, Kind]]:
    return notices_kept.mutes_of([person.id for person in people])


def _key(post: Post, person: Person) -> str:
    return f"posts_mentioned:{post.id}:{person.id}"


def _notice(post: Post, person: Person, name: str) -> None:
    title = f"{name} mentioned you in {Place(post.place).one}."
    notices.tell(person.id, Kind.COMMUNITY, title, post.path, key=_key(post, person))


def _mail(post: Post, person: Person, name: str) -> None:
    notices.write(
        "posts_mentioned",
        outbox.Recipient(person.email, person.id, person.name),
        {
            "name": name,
            "place": Place(post.place).label,
            "one": Place(post.place).one,
            "path": post.path,
        },
        kind=Kind.COMMUNITY,
        path=post.path,
        key=_key(post, person),
        unsubscribe=ways_out(Kind.COMMUNITY),
    )
