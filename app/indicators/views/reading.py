"""Every formula, limit and source, from the definitions the code computes with."""

from flask import render_template

from app.access.gate import can, signed_in
from app.access.policy import Can
from app.indicators.programme import weights
from app.indicators.rules.definitions import COMPONENTS, FIDELITY, HEADLINES, SIGNALS
from app.indicators.views.blueprint import blueprint


@blueprint.get("/help/indicators")
@signed_in
def definitions() -> str:
    """What every indicator asks, how it is worked out, and when it says nothing."""
    sections = [
        ("headlines", "What is said of a site as a whole", HEADLINES),
        ("fidelity", "Fidelity: is it used well, and used enough?", FIDELITY),
        ("sustainability", "Sustainability: will it last?", COMPONENTS),
        ("warning", "Early warning: who needs help first?", SIGNALS),
    ]
    return render_template(
        "indicators/definitions.html",
        sections=sections,
        weights=weights(),
        shows_signals=can(Can.SEE_WARNINGS),
    )
