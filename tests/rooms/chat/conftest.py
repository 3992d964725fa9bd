"""Rooms to talk in."""

import pytest

from app.core import audit, db
from app.core.web.edge import Portal
from app.members import service as members
from tests.factories.chat import make_room
from tests.worlds import World


@pytest.fixture
def everyone(app: Portal, world: World) -> int:
    """The room of every member, in which those of the world may write."""
    with app.app_context(), db.transaction():
        audit.because("made", summary="Made for a test.")
        for person in (world.member, world.strategic, world.contributor, world.lead):
            members.agree(person.id)
        return make_room()
