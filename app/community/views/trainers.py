"""The directory of licensed trainers."""

from flask import render_template, request, url_for

from app.access.gate import requires
from app.access.policy import Can
from app.community import queries, showing
from app.community.views.blueprint import Page, blueprint
from app.core import clock


@blueprint.get("/community/trainers")
@requires(Can.USE_COMMUNITY)
def trainers() -> Page:
    """Licensed trainers who want to be asked."""
    everyone = queries.trainers(clock.today())
    regions = sorted({one.member.region for one in everyone if one.member.region})
    region = asked if (asked := request.args.get("region", "")) in regions else ""
    found = [one for one in everyone if region in ("", one.member.region)]
    here = url_for("community.trainers")
    return render_template(
        "community/trainers.html",
        rows=showing.trainer_rows(found, lambda one: url_for("members.member", person_id=one)),
        columns=showing.TRAINER_COLUMNS,
        chips=[{"text": region, "href": here}] if region else [],
        regions=[("", "Any"), *((one, one) for one in regions)],
        region=region,
        total=len(everyone),
    )
