"""What members write."""

from datetime import datetime

from app.accounts.models import Person
from app.core import clock
from app.posts import service
from app.posts.models import Post
from app.posts.rules import Place
from tests.factories import in_app


def make_post(
    author: Person,
    text: str = "How do you begin?",
    place: Place = Place.QUESTION,
    *,
    path: str = "/community/posts/0",
    room_key: str | None = None,
    at: datetime | None = None,
    nameless: bool = False,
) -> Post:
    """A post, in the transaction that is open."""
    with in_app(), clock.pretend(at or clock.now()):
        return service.write(
            author.id, text, place, path=path, room_key=room_key, nameless=nameless
        )
