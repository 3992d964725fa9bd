"""Telling people that they are mentioned."""

from collections.abc import Collection

from sqlalchemy import select, update

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


def tell_waiting(post: Post) -> None:
    """Whoever is mentioned and was not told yet, now that it is known where the post is read."""
    told = (
        update(Mention)
        .where(Mention.post_id == post.id, Mention.told_at.is_(None))
        .values(told_at=clock.now())
        .returning(Mention.person_id)
    )
    options = {"synchronize_session": False}
    tell_mentioned(post, set(session().scalars(told, execution_options=options)))


def tell_mentioned(post: Post, person_ids: Collection[int]) -> None:
    """Tell people that they are mentioned, but not whoever wrote it.

    A notice; and a mail to those who did not mute the community, but for chat, where one line
    follows another.
    """
    told = set(person_ids) - {post.author_id}
    if not told:
        return
    name = _name(post)
    people = _who_want_mail(told) if post.place != Place.CHAT else []
    for person in people:
        _mail(post, person, name)
    title = f"{name} mentioned you in {Place(post.place).one}."
    notices.tell_all(
        notices.News(one, Kind.COMMUNITY, title, post.path, _key(post, one))
        for one in sorted(told - {person.id for person in people})
    )


def _who_want_mail(person_ids: Collection[int]) -> list[Person]:
    muted = {number for number, kind in notices_kept.mutes_of(person_ids) if kind is Kind.COMMUNITY}
    chosen = select(Person).where(Person.id.in_(set(person_ids) - muted)).order_by(Person.id)
    return list(session().scalars(chosen))


def _name(post: Post) -> str:
    if post.nameless:
        return NAMELESS
    return members.bylines([post.author_id])[post.author_id].name


def _key(post: Post, person_id: int) -> str:
    return f"posts_mentioned:{post.id}:{person_id}"


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
        key=_key(post, person.id),
        unsubscribe=ways_out(Kind.COMMUNITY),
    )
