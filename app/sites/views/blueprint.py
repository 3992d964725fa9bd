"""The room's blueprint, and what several of its pages do alike."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.core.web.forms import PortalForm
from app.sites.rules import Refused, Stage, Status

blueprint = Blueprint("sites", __name__)

Page = str | tuple[str, int] | Response


@blueprint.app_template_global()
def identity_facts(stage: str, status: str) -> list[tuple[str, str]]:
    """What stands beside a site's name on its pages: its stage, and its status unless active."""
    facts = [("Stage:", Stage(stage).label)]
    if Status(status) is not Status.ACTIVE:
        facts.append(("Status:", Status(status).value.capitalize()))
    return facts


def show_refusal(form: PortalForm, refusal: Refused) -> None:
    """Put what a service refused beside the field it is about."""
    field = refusal.field if refusal.field in form else next(iter(form)).short_name
    form.refuse(field, refusal.message)


def typed(name: str) -> str:
    """What stands in the address under a name, as one trimmed line; "" when nothing does."""
    raw = request.args.get(name, "")[:100]
    return " ".join("".join(c if c.isprintable() else " " for c in raw).split())
