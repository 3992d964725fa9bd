"""Posts that were reported: one waits, one is decided and its author asks for a second look."""

from sqlalchemy import select

from app.core.db import session, transaction
from app.posts import service
from app.posts.models import Case
from app.posts.rules.deciding import Decided
from tests.factories.community import make_post
from tests.worlds import World

Parts = dict[str, list[str | int]]


def reports_of(world: World) -> Parts:
    """Needs an application."""
    with transaction():
        told = make_post(world.member, "**How** do you plan it?\n\n- alone\n- together")
        hidden = make_post(world.contributor, "Buy my book")
        service.report(told.id, world.strategic.id, "worry", "They sound afraid")
        service.report(hidden.id, world.member.id, "spam", "")
        waiting, decided = session().scalars(select(Case.id).order_by(Case.id)).all()
        service.decide(decided, world.other_lead.id, Decided("hide", "spam", "No adverts here"))
        service.appeal(decided, world.contributor.id, "It is free")
        return {"post_id": [told.id], "case_id": [waiting, decided]}
