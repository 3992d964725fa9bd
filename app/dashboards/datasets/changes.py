"""The chart of what is changed, by core component and the NSPCC's view."""

from collections.abc import Mapping
from datetime import date

from app.core.charts import Chart, Column, Frame, Kind, stacked
from app.core.words import count, day
from app.dashboards.sentences import fidelity as sentences
from app.quality.rules.adaptations.states import View
from app.quality.rules.components import Component

NUMBER = Kind.NUMBER
FEW_ROWS = 4  # up to which bars need no long drawing
VIEWS = (*(one.value for one in View), "none")
TURNS = {"consistent": 0, "watch": 3, "not-the-framework": 1, "none": 5}


def changes(found: Mapping[str, Mapping[str, int]], in_force: int, today: date) -> Chart:
    """Changes in force by the component they touch, and what the NSPCC thinks of them."""
    frame = Frame(
        "Changes in force by core component",
        (
            Column("component", "Component"),
            *(Column(one.value, one.label, NUMBER) for one in View),
            Column("none", "No view yet", NUMBER),
        ),
        tuple(
            {
                "component": f"{code} {Component(code).label}",
                **{one.value: views.get(one.value, 0) for one in View},
                "none": views.get("", 0),
            }
            for code, views in found.items()
            if views
        ),
    )
    used = [one for one in VIEWS if any(frame.values(one))]
    return Chart(
        "adaptations",
        "adaptations-by-component",
        sentences.adaptations_sentence(found, in_force),
        frame,
        stacked(frame, label="component", parts=used, title="Changes in force", turns=TURNS)
        if used
        else None,
        f"{count(in_force, 'change').capitalize()} in force, as of {day(today)}. One"
        " that touches several components stands at each of them.",
        "long" if len(frame.rows) > FEW_ROWS else "normal",
    )
