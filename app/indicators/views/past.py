"""A past day judged anew: by what was known then, or by what is known now. NSPCC only."""

from datetime import date

from flask import render_template, request

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.day_field import day_of_line
from app.indicators import queries
from app.indicators.programme import weights
from app.indicators.rules.readings import Judgement
from app.indicators.showing import components
from app.indicators.showing.signals import rests_on, status_of
from app.indicators.views.blueprint import Answer, blueprint

THEN, NOW = "then", "now"


@blueprint.get("/sites/<site>/indicators/past")
@requires(Can.SEE_WARNINGS)
def past() -> Answer:
    """Ask for a day, and show the site as it is judged for it."""
    typed, known = request.args.get("on", "")[:40], _known()
    try:
        on, fault = _day(typed), ""
    except ValueError as problem:
        on, fault = None, f"The day {problem}"
    found = _judged(on, known) if on else None
    if on and found is None:
        fault = "The site was not in the portal on this day. Choose a later one."
    return _page(fault, found, typed=typed, known=known, on=on)


def _known() -> str:
    """By what is judged, as the address says it."""
    asked = request.args.get("known", THEN)
    return asked if asked in (THEN, NOW) else THEN


def _page(fault: str, found: Judgement | None, **more: object) -> Answer:
    summary = [{"text": fault, "href": "#filter-on"}] if fault else None
    shown = _shown(found)
    page = render_template(
        "indicators/past.html", found=found, error_summary=summary, **more, **shown
    )
    return page, 400 if fault else 200


def _day(typed: str) -> date | None:
    """The day that was typed. Raises ValueError with what it must be."""
    on = day_of_line(typed)
    if on is not None and on > clock.today():
        raise ValueError("must be today or in the past")
    return on


def _judged(on: date, known: str) -> Judgement | None:
    try:
        return queries.judged_on(the_site().id, on, as_known_then=known == THEN)
    except LookupError:
        return None


def _shown(found: Judgement | None) -> dict[str, object]:
    if found is None:
        return {}
    sustained = found.sustainability
    return {
        "signals": [
            (one, status_of(one), rests_on(one.as_of, one.n)) for one in found.warning.signals
        ],
        "shares": components.shares(found.fidelity),
        "index_words": components.index_words(sustained, weights(sustained.version)),
    }
