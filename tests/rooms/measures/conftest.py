"""June 2027: two quarters and seven months are asked for, and the authority has a code."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from app.core import audit, db
from app.core.web.edge import Portal
from app.sites.models import Site
from app.sites.rules import Stage
from tests.factories.sites import make_adoption, make_authority
from tests.worlds import World

NOW = datetime(2027, 6, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def june(app: Portal, world: World) -> Iterator[World]:
    """The world on 21 June 2027; its contract began on 1 September 2026."""
    with time_machine.travel(NOW, tick=False):
        with db.transaction() as current:
            audit.because("made", summary="Made for a test.")
            current.get_one(Site, world.home.id).stage = Stage.INITIAL  # there are cases to count
            make_adoption(world.home, make_authority("Northmoor", code="E06000901"))
        yield world
