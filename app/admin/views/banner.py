"""What stands on every page of an administrator while something is wrong with mail or worker."""

from typing import cast

from flask import g

from app.access.gate import actor, can
from app.access.policy import Can
from app.admin.views.blueprint import blueprint
from app.core import alarms
from app.core.alarms.queries import facts_apart


@blueprint.app_template_global()
def alarms_now() -> list[alarms.Shown]:
    """The alarms of this moment; for anybody but administrators none, which costs no query."""
    if not (actor() and can(Can.SEE_OUTBOX)):
        return []
    if "alarms_now" not in g:  # the layout's blocks are rendered twice
        facts = facts_apart()
        g.alarms_now = alarms.shown(facts) if facts else []
    return cast(list[alarms.Shown], g.alarms_now)
