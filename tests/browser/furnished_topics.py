"""Topics to look at: one that waits, one that is settled, one of somebody without a name."""

from app.core.db import transaction
from tests.browser.furnished_quality import Parts
from tests.factories.topics import agreed, make_answer, make_topic, settle
from tests.worlds import World


def topics_of(world: World) -> Parts:
    """Everybody has accepted the house rules, so that the forms show."""
    with transaction():
        agreed(*(world.person(role) for role in ("admin", "lead", "strategic", "contributor")))
        agreed(world.member)
        settled = make_topic(world.member)
        settle(settled, make_answer(settled, world.lead), world.member)
        make_answer(settled, world.strategic, "> Begin with the dates.\n\nAnd **then** the story.")
        talked = make_topic(world.strategic, "What do panels ask of you?", kind="discussion")
        make_answer(talked, world.member, "Very little.")
        waits = make_topic(world.contributor, "Who may see the plan?", unnamed=True)
    return {"topic_id": [settled, talked, waits]}
