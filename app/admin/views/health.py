"""Whether the portal is well, in answers for machines."""

from flask import Response, jsonify

from app.access.gate import public
from app.admin.queries import running
from app.admin.rules import readiness
from app.admin.views.blueprint import blueprint


@blueprint.get("/health")
@public
def health() -> Response:
    """This process answers; nothing else is asked."""
    return Response("ok", mimetype="text/plain")


@blueprint.get("/ready")
@public
def ready() -> tuple[Response, int]:
    """Whether people can be served now, mail and worker included: 200, or 503."""
    answer = readiness(running.facts())
    return jsonify(answer), 200 if answer["ready"] else 503
