"""Whom one can mention: as one types, and as a page to look somebody up."""

from flask import Response, jsonify, render_template, request

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.returned import wants_json
from app.members import queries as members
from app.topics.views.blueprint import blueprint

SHORTEST, LONGEST = 2, 60


@blueprint.get("/community/topics/people")
@requires(Can.USE_COMMUNITY)
def people() -> str | Response:
    """Members by the beginning of a name, with what is typed to mention them."""
    asked = " ".join(request.args.get("q", "").split())[:LONGEST]
    found = members.find(asked) if len(asked) >= SHORTEST else ()
    if wants_json():
        rows = [{"handle": one.handle, "name": one.name, "about": one.about} for one in found]
        return jsonify(people=rows)
    return render_template("topics/people.html", asked=asked, found=found)
