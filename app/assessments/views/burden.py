"""For the NSPCC: how long the questionnaires take those who answer them."""

from flask import render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.assessments.datasets.burden import (
    round_frame,
    version_chart,
    version_frame,
    version_sentence,
)
from app.assessments.queries.burden import burden_by_round, burden_by_version
from app.assessments.views.blueprint import blueprint
from app.core.web.listing import csv_answer


@blueprint.get("/assessments/burden")
@requires(Can.SEE_INSTRUMENTS)
def burden() -> str:
    """Measured minutes by questionnaire and by round, in a chart, words and tables."""
    found, rounds = burden_by_version(), burden_by_round()
    frame = version_frame(found)
    return render_template(
        "assessments/burden.html",
        frame=frame if found else None,
        sentence=version_sentence(found),
        figure=version_chart(frame) if found else None,
        rounds=rounds,
        round_frame=round_frame(rounds),
    )


@blueprint.get("/assessments/burden.csv")
@requires(Can.SEE_INSTRUMENTS)
def burden_csv() -> Response:
    """The figures of the chart as CSV."""
    return csv_answer(version_frame(burden_by_version()).csv(), "minutes-by-questionnaire.csv")
