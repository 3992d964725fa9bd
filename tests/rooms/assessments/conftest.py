"""What the tests of this room share: one open round at the home site, answered by nobody yet."""

import pytest

from app.core.db import transaction
from tests.factories.assessments import answer_all, make_rater, make_round
from tests.worlds import World

BASE = "/sites/northmoor/assessments"


@pytest.fixture
def open_round(world: World) -> str:
    """The address of an open round that nobody has begun."""
    with transaction():
        slug = make_round(world.home, world.lead)
    return f"{BASE}/{slug}"


@pytest.fixture
def begun(world: World) -> str:
    """The address of a round the strategic lead has begun."""
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
    return f"{BASE}/{slug}"


@pytest.fixture
def answered(world: World) -> str:
    """The address of a round the strategic lead has answered completely, not signed off."""
    with transaction():
        slug = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, slug, world.strategic))
    return f"{BASE}/{slug}"
