"""The pages of the programme tell the story of 2018 from the demo's rows."""

import pytest

from app.core.db import reading
from app.indicators.queries.uses import uses
from app.indicators.rules.ways import Now, Way, now_of, tally, way_of
from tests.demo.conftest import TODAY
from tests.demo.test_story import of_story


@pytest.mark.usefixtures("told")
def test_one_keeps_it_most_adapt_it_some_use_it_now_and_then_one_came_back() -> None:
    with reading():
        known = uses({site.id for site in of_story()}, TODAY)
    found = tally((way_of(one), now_of(one, TODAY), one.status, 1) for one in known)
    assert found.total == 7
    assert found.way(Way.ORIGINAL) == 1
    assert found.began[Way.ORIGINAL, Now.IN_USE] == 1
    assert found.way(Way.ADAPTED) + found.way(Way.TOOLKIT) > found.total / 2
    assert found.way(Way.SPORADIC) >= 1
    assert found.now(Now.AGAIN) == 1
    assert found.now(Now.STOPPED) >= 1
