"""The pages of the programme tell the story of 2018 from the demo's rows."""

import pytest

from app.access.actor import Actor
from app.access.policy import Role
from app.core.db import reading
from app.indicators.queries.uses import uses
from app.indicators.rules.ways import Now, Way, tally
from tests.demo.conftest import TODAY
from tests.demo.test_story import of_story


@pytest.mark.usefixtures("told")
def test_one_keeps_it_most_adapt_it_some_use_it_now_and_then_one_came_back() -> None:
    with reading():
        story = {site.id for site in of_story()}
        known = uses(Actor(1, "", "", Role.LEAD), TODAY)
    found = tally([one for one in known if one.site_id in story], TODAY)
    assert found.total == 7
    assert found.way(Way.ORIGINAL) == 1
    assert found.began[Way.ORIGINAL, Now.IN_USE] == 1
    assert found.way(Way.ADAPTED) + found.way(Way.TOOLKIT) > found.total / 2
    assert found.way(Way.SPORADIC) >= 1
    assert found.now(Now.AGAIN) == 1
    assert found.now(Now.STOPPED) >= 1
