"""Which of the first steps somebody has done."""

from sqlalchemy import exists, select

from app.community.rules.first_week import FirstWeek, Step
from app.core.db import session
from app.events.models import SignUp
from app.members.models import Agreement, Interest, Profile
from app.members.rules import HOUSE_RULES_VERSION
from app.posts.models import Post


def first_week(person_id: int) -> FirstWeek:
    """One statement."""
    steps = {
        Step.RULES: select(Agreement.person_id).where(
            Agreement.person_id == person_id, Agreement.version == HOUSE_RULES_VERSION
        ),
        Step.PROFILE: select(Profile.person_id).where(Profile.person_id == person_id),
        Step.INTERESTS: select(Interest.tag).where(Interest.person_id == person_id),
        Step.EVENT: select(SignUp.id).where(SignUp.person_id == person_id),
        Step.WORDS: select(Post.id).where(Post.author_id == person_id),
    }
    found = session().execute(select(*(exists(one) for one in steps.values()))).one()
    return FirstWeek(frozenset(step for step, done in zip(steps, found, strict=True) if done))
