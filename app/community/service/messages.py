"""Writing to another member, and reporting a profile."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.community.models import MemberMessage
from app.community.queries import correspondent, reader_of
from app.core import clock, outbox
from app.core.db import session
from app.core.security.limits import Limit, count_attempt
from app.members import queries as members
from app.members import service as profiles
from app.notices import queries as muting
from app.notices import service as notices
from app.notices.rules import Kind, ways_out
from app.posts import queries as kept
from app.posts import service as posts
from app.posts.rules.places import Place, State, between

MESSAGES = Limit("member-messages", 20, timedelta(hours=24))
REPORTS = Limit("profile-reports", 10, timedelta(hours=24))


def count_message(person_id: int) -> None:
    """One message about to be sent; raises TooMany. Before the transaction writes."""
    count_attempt(MESSAGES, str(person_id))


def count_report(person_id: int) -> None:
    """One profile about to be reported; raises TooMany. Before the transaction writes."""
    count_attempt(REPORTS, str(person_id))


def send(from_id: int, to_id: int, text: str, token: str) -> int:
    """Send a message; the other is told in the portal and, unless muted, by mail. The same token
    again sends nothing. Returns its number. LookupError for who cannot be written to; raises the
    refusals of posts for the field "text"."""
    found = correspondent(from_id, to_id)
    if found is None or not found.may_write:
        raise LookupError(f"Person {to_id} takes no messages.")
    token = str(UUID(token))
    known = session().scalar(
        select(MemberMessage.id).where(
            MemberMessage.from_id == from_id, MemberMessage.token == token
        )
    )
    if known is not None:
        return known
    path = f"/community/messages/{to_id}"
    post = posts.write(
        from_id, text, Place.MESSAGE, path=path, room_key=between(from_id, to_id), readers=()
    )
    message = MemberMessage(
        from_id=from_id, to_id=to_id, post_id=post.id, token=token, sent_at=clock.now()
    )
    session().add(message)
    session().flush()
    _tell(message)
    return message.id


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
    path = f"/community/members/{person_id}"
    post = posts.write(person_id, text, Place.PROFILE, path=path, readers=())
    posts.report(post.id, by_id, reason, words)


def profile_changed(post_id: int) -> None:
    """A moderator took something out of a reported profile, or hid it: its words are taken away
    from the profile itself."""
    post = kept.find(post_id)
    if post is not None and post.state in (State.HIDDEN, State.REDACTED):
        profiles.empty(post.author_id, f"Post {post_id} was reported and is not to be shown.")


def is_between(post_id: int, person_id: int) -> bool:
    """Whether a post is a message from or to somebody."""
    return person_id in (reader_of(post_id) or ())
