"""Writing to another member, and reporting a profile."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from app.accounts.models import Person
from app.community.models import MemberMessage
from app.community.queries import Correspondent
from app.core import clock, outbox
from app.core.db import session
from app.core.refusals import Faults, refuse
from app.members import queries as members
from app.members import service as profiles
from app.notices import queries as muting
from app.notices import service as notices
from app.notices.rules import Kind, ways_out
from app.posts import queries as kept
from app.posts import service as posts
from app.posts.models import Post
from app.posts.queries import OnePost
from app.posts.rules.deciding import redacted
from app.posts.rules.places import Place, State, between, of_profile, pair_of

MOST_A_DAY = 20
A_DAY = timedelta(hours=24)


def send(from_id: int, to: Correspondent, text: str, token: str) -> int:
    """Send a message; the other is told in the portal and, unless muted, by mail. The same token
    again sends nothing. Returns its number. LookupError for who cannot be written to; raises the
    refusals of posts for the field "text"."""
    if not to.may_write:
        raise LookupError(f"Person {to.person_id} takes no messages.")
    to_id, token = to.person_id, str(UUID(token))
    known = session().scalar(
        select(MemberMessage.id).where(
            MemberMessage.from_id == from_id, MemberMessage.token == token
        )
    )
    if known is not None:
        return known
    refuse(_too_many(from_id))
    path = f"/community/messages/{to_id}"
    post = posts.write(from_id, text, Place.MESSAGE, path=path, room_key=between(from_id, to_id))
    message = MemberMessage(
        from_id=from_id, to_id=to_id, post_id=post.id, token=token, sent_at=clock.now()
    )
    session().add(message)
    session().flush()
    _tell(message)
    return message.id


def _too_many(person_id: int) -> Faults:
    sent = session().scalar(
        select(func.count(MemberMessage.id)).where(
            MemberMessage.from_id == person_id, MemberMessage.sent_at > clock.now() - A_DAY
        )
    )
    words = f"You have sent {MOST_A_DAY} messages in a day. Send this one tomorrow"
    return [("text", words)] if (sent or 0) >= MOST_A_DAY else []


def _tell(message: MemberMessage) -> None:
    """A notice, and a mail that leads here: what was written stays in the portal."""
    reader = session().get_one(Person, message.to_id)
    name = members.bylines([message.from_id])[message.from_id].name
    path = f"/community/messages/{message.from_id}"
    key = f"member-message:{message.id}"
    title = f"{name} wrote to you in the community"
    notices.tell(reader.id, Kind.COMMUNITY, title, path, key=key)
    if (reader.id, Kind.COMMUNITY) not in muting.mutes_of([reader.id]):
        outbox.queue(
            "community_message",
            outbox.Recipient(reader.email, reader.id, reader.name),
            {"name": name, "path": path},
            key=key,
            unsubscribe=ways_out(Kind.COMMUNITY),
        )


def report_profile(person_id: int, by_id: int, reason: str, words: str) -> None:
    """Report what a member says about themselves: the moderators get it as it stands now. Raises
    the refusals of posts; LookupError for who cannot be found."""
    found = members.member(person_id)
    if found is None:
        raise LookupError(f"There is no member {person_id} to be found.")
    said = (found.role, found.place, found.region, found.languages, found.about)
    text = "\n\n".join(part for part in said if part) or found.name
    posts.report(_kept(person_id, text), by_id, reason, words)


def _kept(person_id: int, text: str) -> int:
    """The post that holds these words of a profile, so that reports of the same words are one
    case; made where there is none."""
    chosen = select(Post).where(
        Post.author_id == person_id,
        Post.place == Place.PROFILE.value,
        Post.state == State.STANDING.value,
        Post.text == text,
    )
    known = session().scalars(chosen.order_by(Post.id.desc())).first()
    if known is not None:
        return known.id
    path, key = f"/community/members/{person_id}", of_profile(person_id)
    return posts.write(person_id, text, Place.PROFILE, path=path, room_key=key).id


def profile_changed(post_id: int) -> None:
    """A moderator hid a reported profile: those of its words that were reported are taken away from
    the profile itself."""
    post = kept.find(post_id)
    if post is not None and post.state is State.HIDDEN:
        _take_away(post, lambda words: words in post.text)


def profile_redacted(post_id: int, parts: Sequence[str]) -> None:
    """The same where a moderator took something out."""
    post = kept.find(post_id)
    if post is not None:
        _take_away(post, lambda words: redacted(words, parts) in post.text)


def _take_away(post: OnePost, was_reported: Callable[[str], bool]) -> None:
    why = f"Post {post.id} was reported and is not to be shown."
    profiles.empty(post.author_id, why, was_reported)


def readers(room_key: str, person_ids: Collection[int]) -> set[int]:
    """Those of these people who read a message with this key: the two it names."""
    return set(pair_of(room_key)).intersection(person_ids)
