"""The community of the sites for scale."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.chat.models import ChatMessage, ChatRoom, ChatSummary, ChatVisit
from app.community.models import CommunityDigest
from app.core import search
from app.core.db import reading
from app.core.search.models import SearchEntry
from app.events.models import SignUp
from app.library.models import Collection, Resource, ResourceUse
from app.library.rules import SEARCHED_AS
from app.members.models import Agreement, Profile, Visit
from app.posts.models import Post, Report
from app.topics.models import Follow, Topic
from app.topics.service.indexing import SUBJECT
from tests.demo.conftest import demo_person
from tests.page_client import PageClient

OF_SCALE = select(Person.id).where(Person.email.endswith("@scale.example"))
WHO = (
    Topic.author_id,
    Follow.person_id,
    Resource.owner_id,
    ResourceUse.person_id,
    ChatMessage.sender_id,
    ChatVisit.person_id,
    SignUp.person_id,
    Report.reporter_id,
    Agreement.person_id,
    Profile.person_id,
    Visit.person_id,
    CommunityDigest.person_id,
)


@pytest.mark.usefixtures("told")
def test_members_of_sites_for_scale_use_every_room() -> None:
    with reading() as current:
        for column in WHO:
            chosen = select(func.count()).where(column.in_(OF_SCALE))
            assert current.scalar(chosen), str(column)
        assert len(current.scalars(select(Collection.id)).all()) > 3
        room = current.scalars(select(ChatRoom).where(ChatRoom.key == "everyone")).one()
        last = select(func.max(ChatMessage.tick)).where(ChatMessage.room_id == room.id)
        assert current.scalar(last) == room.tick == room.indexed_tick
        assert current.scalar(select(func.count(ChatSummary.id)))


@pytest.mark.usefixtures("told")
def test_what_they_write_is_found(database: str) -> None:
    with reading() as current:
        entries = select(SearchEntry).where(SearchEntry.vector.is_(None))
        assert database == "sqlite" or current.scalars(entries).first() is None
        for model, owner, kind in (
            (Topic, Topic.author_id, SUBJECT),
            (Resource, Resource.owner_id, SEARCHED_AS),
        ):
            chosen = select(model.id, model.title).where(owner.in_(OF_SCALE)).order_by(model.id)
            found = [
                number in search.subject_ids(title, kind)[0]
                for number, title in current.execute(chosen.limit(5))
            ]
            assert any(found), kind
        misspelt = search.find("classificatoin", kinds=[SUBJECT])
        assert misspelt.did_you_mean == "classification"


def test_their_pages_open(visitor: PageClient) -> None:
    visitor.sign_in(demo_person("admin"))
    with reading() as current:
        chosen = select(Post.path).where(Post.author_id.in_(OF_SCALE), Post.room_key.is_(None))
        paths = current.execute(
            chosen.add_columns(Post.place).order_by(Post.place, Post.id.desc())
        ).all()
    for path in {place: path for path, place in paths}.values():
        visitor.get(path.split("#")[0], status=303 if "/messages/" in path else 200)
