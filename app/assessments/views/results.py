"""The result of a round and its downloads."""

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.assessments import queries
from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.reading import Whole, whole
from app.assessments.rules import RoundState, answer_words
from app.assessments.views.blueprint import blueprint, lead_to, the_round
from app.core import clock
from app.core.charts import Frame
from app.core.web.listing import csv_answer
from app.plans import showing


def _signed(found: RoundRef) -> SignOffRow:
    """The sign-off asked for with ?number=, else the newest; 404 before the first."""
    asked = request.args.get("number", default=found.result_number, type=int)
    signed = queries.sign_off_of(found.id, asked) if 0 < asked <= found.result_number else None
    return signed or abort(404)


@blueprint.get("/sites/<site>/assessments/<slug>/result")
@requires(Can.SEE_ROUND)
def result(slug: str) -> str:
    """What the answers come to, in words, figures and a table; made to be printed too."""
    found = the_round(slug)
    if not found.result_number:
        lead_to("assessments.start", found)
    shown = whole(found, _signed(found), sees_plan=can(Can.SEE_PLAN))
    is_newest = shown.reading.signed.number == found.result_number
    return render_template(
        "assessments/result.html",
        round=found,
        whole=shown,
        reading=shown.reading,
        answer_words=answer_words,
        action_state=lambda row: showing.state(row, clock.today()),
        is_newest=is_newest,
        is_final=is_newest and found.state is RoundState.SIGNED_OFF,
    )


@blueprint.get("/sites/<site>/assessments/<slug>/result/<part>.csv")
@requires(Can.SEE_ROUND)
def result_csv(slug: str, part: str) -> Response:
    """The figures of a chart, or every item, as CSV."""
    found = the_round(slug)
    frame = _frame(whole(found, _signed(found), sees_plan=False), part)
    return csv_answer((frame or abort(404)).csv(), f"{the_site().slug}-{found.slug}-{part}.csv")


def _frame(shown: Whole, part: str) -> Frame | None:
    match part:
        case "sections":
            return shown.reading.frame
        case "items":
            return shown.reading.item_frame
        case "spread":
            return shown.reading.spread_frame
        case "rounds":
            return shown.rounds.frame if shown.rounds else None
        case _:
            return None
