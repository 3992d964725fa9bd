"""A result beside an earlier one of the same instrument at the same site."""

import re

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.assessments.queries import RoundRef
from app.assessments.reading import Compared, compared
from app.assessments.views.blueprint import blueprint, lead_to, the_round
from app.core import clock
from app.core.web.listing import csv_answer
from app.plans import showing

_ASKED = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?", re.ASCII)


@blueprint.get("/sites/<site>/assessments/<slug>/compare")
@requires(Can.SEE_ROUND)
def compare(slug: str) -> str:
    """What changed since: sections, items, and what became of the gaps."""
    found = the_round(slug)
    number = _number(found)
    shown = _compared(found, number, sees_plan=can(Can.SEE_PLAN))
    return render_template(
        "assessments/compare.html",
        round=found,
        number=number,
        shown=shown,
        comparison=shown.comparison,
        action_state=lambda row: showing.state(row, clock.today()),
        asked=_asked_words(shown),
    )


@blueprint.get("/sites/<site>/assessments/<slug>/compare.csv")
@requires(Can.SEE_ROUND)
def compare_csv(slug: str) -> Response:
    """The figures of the comparison as CSV."""
    found = the_round(slug)
    shown = _compared(found, _number(found), sees_plan=False)
    name = f"{the_site().slug}-{found.slug}-beside-{_asked_words(shown)}.csv"
    return csv_answer(shown.comparison.beside.frame.csv(), name)


def _number(found: RoundRef) -> int:
    """The result of this round asked for with ?number=, else the newest."""
    if not found.result_number:
        lead_to("assessments.start", found)
    asked = request.args.get("number", default=found.result_number, type=int)
    return asked if 0 < asked <= found.result_number else abort(404)


def _older(found: RoundRef, number: int) -> tuple[int, int | None]:
    """The earlier result asked for with ?with=1 (a round) or ?with=1.2 (a result of a round);
    else the newest of the round before, or the result before in this round."""
    asked = request.args.get("with", default="")
    if asked:
        parts = _ASKED.fullmatch(asked) or abort(404)
        return int(parts[1]), int(parts[2]) if parts[2] else None
    if found.number > 1:
        return found.number - 1, None
    if number < 2:
        lead_to("assessments.result", found)
    return found.number, number - 1


def _compared(found: RoundRef, number: int, *, sees_plan: bool) -> Compared:
    return compared(found, number, _older(found, number), sees_plan=sees_plan) or abort(404)


def _asked_words(shown: Compared) -> str:
    """How the address names the older one: "1", or "1.2" where a later result replaced it."""
    older = shown.older
    return str(older.round_number) if older.is_newest else f"{older.round_number}.{older.number}"
