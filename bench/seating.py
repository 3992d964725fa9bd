"""A room full of members who are signed in, and what it holds when they have talked."""

from dataclasses import dataclass
from random import Random

from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from app.accounts.models import Person, SignIn
from app.chat import service as chat
from app.chat.models import ChatMessage, ChatRoom
from app.chat.rules import Kind
from app.core import audit, clock, db
from app.core.present import present
from app.core.security.tokens import digest, new_token
from app.core.web.edge import Portal
from app.members import service as members
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import State
from bench.asking import Browser
from bench.chatting import WORDS


@dataclass(frozen=True)
class Hall:
    """The room and its members."""

    app: Portal
    room_id: int
    browsers: tuple[Browser, ...]

    def newest(self) -> int:
        """The room's tick."""
        with db.reading() as current:
            return current.scalar(select(ChatRoom.tick).where(ChatRoom.id == self.room_id)) or 0

    def held(self) -> dict[int, str]:
        """What everybody should have: the words of each message, "" where it was taken back."""
        chosen = (
            select(ChatMessage.id, Post.state, Post.text)
            .join(Post, Post.id == ChatMessage.post_id)
            .where(ChatMessage.room_id == self.room_id)
        )
        with db.reading() as current:
            rows = current.execute(chosen).all()
        return {
            number: _words(text) if State(state).is_read else "" for number, state, text in rows
        }

    def change_one(self, chance: Random) -> None:
        """Somebody changes, or takes back, one of the newest messages."""
        chosen = select(ChatMessage.post_id, ChatMessage.sender_id, Post.text).join(
            Post, Post.id == ChatMessage.post_id
        )
        newest = chosen.where(ChatMessage.room_id == self.room_id, Post.state == State.STANDING)
        with self.app.app_context(), db.transaction() as current:
            rows = current.execute(newest.order_by(ChatMessage.id.desc()).limit(20)).all()
            if not rows:
                return
            post_id, sender_id, text = chance.choice(rows)
            if chance.random() < 0.3:
                posts.remove(post_id, sender_id)
            else:
                posts.edit(post_id, sender_id, text.removesuffix("-changed") + "-changed")


def _words(text: str) -> str:
    found = WORDS.search(text)
    return found[0] if found else ""


def seat(app: Portal, port: int, number: int) -> Hall:
    """So many members, signed in and in agreement with the house rules, in a room of their own."""
    tokens = [new_token() for _ in range(number)]
    with app.app_context(), db.transaction() as current:
        audit.because("seated", summary="Made for a measurement.")
        room_id = chat.open_room(Kind.SUBJECT, f"subject:{new_token()[:12]}", "Measured")
        for place, token in enumerate(tokens):
            person = Person(
                name=f"Member {place}",
                email=f"{token[:12].lower()}@people.example",
                created_at=clock.now(),
            )
            current.add(person)
            current.flush()
            members.agree(person.id)
            audit.because("signed in", summary="Made for a measurement.")
            current.add(_sign_in(token, person.id))
    return Hall(app, room_id, tuple(browser(app, port, token) for token in tokens))


def _sign_in(token: str, person_id: int) -> SignIn:
    now = clock.now()
    return SignIn(
        token_hash=digest(token),
        person_id=person_id,
        started_at=now,
        seen_at=now,
        browser="measurement",
    )


def browser(app: Portal, port: int, token: str) -> Browser:
    """A browser that holds this sign-in."""
    serializer = present(SecureCookieSessionInterface().get_signing_serializer(app))
    with app.test_request_context():
        form_token = str(generate_csrf())
        held = {"_user_id": token, "csrf_token": cookie["csrf_token"]}
    signed = str(serializer.dumps(held))
    return Browser(port, f"{app.config['SESSION_COOKIE_NAME']}={signed}", form_token)
