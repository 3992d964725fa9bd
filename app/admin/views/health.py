"""Whether the portal is well, in answers for machines."""

from flask import Response, jsonify

from app.access.gate import public
from app.admin.views.blueprint import blueprint
from app.core import alarms
from app.core.alarms.queries import readiness_facts
from app.core.alarms.rules import readiness


@blueprint.get("/health")
@public
def health() -> Response:
    """This process answers; nothing else is asked."""
    return Response("ok", mimetype="text/plain")


@blueprint.get("/ready")
@public
def ready() -> tuple[Response, int]:
    """Whether people can be served now, mail and worker included: 200, or 503.

    Whoever watches this also makes us say in the log what is wrong: a dead worker cannot.
    """
    facts = readiness_facts()
    answer = readiness(facts)
    if facts.database_answers and facts.schema_is_current:
        alarms.say(facts)
    return jsonify(answer), 200 if answer["ready"] else 503
