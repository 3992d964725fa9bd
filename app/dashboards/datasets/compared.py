"""A site beside the others of its group: two charts, never an order of authorities."""

from collections.abc import Callable, Mapping

from app.core.charts import NEUTRAL, Chart, Column, Figure, Frame, Kind, stacked
from app.core.words import day
from app.dashboards.compared import Compared
from app.dashboards.sentences import compared as sentences
from app.quality.rules.components import Component

NUMBER = Kind.NUMBER
NAMES = {"adherence": "Adherence", "reach": "Reach", "index": "Sustainability index"}
UNKNOWN = "Not enough data"
TURNS = {"own": 0, "others": 5}


def headlines(found: Compared) -> Chart:
    """Adherence, reach and index, each beside the mean of the others."""
    frame = _frame("Beside similar authorities", "Number", found, NAMES)
    return Chart(
        "headlines",
        "beside-similar-authorities",
        sentences.headlines_sentence(found.own, found.others, NAMES),
        frame,
        _side_by_side(frame),
        _source(found, "The mean of the others, in whole points of 100"),
    )


def components(found: Compared) -> Chart:
    """How often each core component is there, beside the others."""
    names = {one.value: f"{one.value} {one.label}" for one in Component}
    frame = _frame("Core components beside similar authorities", "Component", found, names, "%")
    return Chart(
        "components",
        "components-beside-similar-authorities",
        sentences.components_sentence(found.own, found.others),
        frame,
        _side_by_side(frame),
        _source(found, "Cases with the component, in per cent of those it applied to"),
        "long",
    )


def _frame(
    name: str, what: str, found: Compared, names: Mapping[str, str], unit: str = ""
) -> Frame:
    return Frame(
        name,
        (
            Column("what", what),
            Column("own", "This authority", NUMBER, unit=unit, missing=UNKNOWN),
            Column("others", "The others", NUMBER, unit=unit),
            Column("note", "Of the others"),
        ),
        tuple(
            {
                "what": words,
                "own": found.own[key],
                "others": found.others[key].value,
                "note": f"{found.others[key].sites} authorities"
                if found.others[key].value is not None
                else found.others[key].words,
            }
            for key, words in names.items()
        ),
    )


def _side_by_side(frame: Frame) -> Figure | None:
    """Two bars a row; None where no row has both."""
    if not any(None not in (row["own"], row["others"]) for row in frame.rows):
        return None
    figure = stacked(frame, label="what", parts=("own", "others"), turns=TURNS)
    for trace in figure["data"]:
        trace |= {"textposition": "outside", "textfont": {"color": NEUTRAL, "size": 16}}
    figure["layout"] |= {"barmode": "group", "bargroupgap": 0.08, "uniformtext": {"mode": False}}
    figure["layout"]["xaxis"] |= {"range": [0, 112], "tickvals": [0, 25, 50, 75, 100]}
    figure["layout"]["yaxis"] |= {"tickmode": "linear", "tick0": 0, "dtick": 1}
    return figure


def _source(found: Compared, what: str) -> str:
    return (
        f"{what}, as it stood on {day(found.on)}. Numbers that are too small to share are left out."
    )


CHARTS: Mapping[str, Callable[[Compared], Chart]] = {
    "headlines": headlines,
    "components": components,
}
TITLES = {
    "headlines": "How closely, how widely, how lasting?",
    "components": "Which parts are kept?",
}
