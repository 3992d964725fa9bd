"""The items of one result: every one as a row, and those where ratings lay apart as a chart."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.assessments.datasets.sections import EVERY_NAME
from app.core.charts import CONCERN, IMPROVEMENT, Column, Figure, Frame, Kind
from app.instruments.rules import AnswerKind, Instrument, Item, ItemAnswers, ItemResult, Result

MOST_DRAWN = 15  # rows of a tall chart that can be told apart
Answers = Mapping[str, ItemAnswers]
_KINDS = {
    AnswerKind.SCORE: "",
    AnswerKind.NOT_KNOWN: "Not known yet",
    AnswerKind.NOT_APPLICABLE: "Does not apply",
    AnswerKind.UNANSWERED: "Not answered",
}


def item_frame(instrument: Instrument, result: Result) -> Frame:
    """One row an item: its score and how it came about, how far apart ratings lay, by how many."""
    return Frame(
        "Items",
        (
            Column("item", "Item"),
            Column("text", "Statement"),
            Column("section", "Section"),
            Column("critical", "Critical"),
            Column("score", "Score", Kind.NUMBER, places=1),
            Column("how", "How it came about"),
            Column("spread", "Ratings apart", Kind.NUMBER),
            Column("ratings", "Ratings", Kind.NUMBER),
        ),
        tuple(_item_row(instrument, found) for found in result.items),
    )


def _item_row(instrument: Instrument, found: ItemResult) -> dict[str, str | int | float | None]:
    item = instrument.by_id[found.id]
    return {
        "item": found.id,
        "text": item.text,
        "section": instrument.section_of(found.id).title,
        "critical": "yes" if found.critical else "no",
        "score": None if found.score is None else float(found.score),
        "how": how_words(found),
        "spread": found.spread,
        "ratings": found.raters,
    }


def how_words(found: ItemResult) -> str:
    """How an item came to what it says: agreed, the middle of the ratings, or no score."""
    if found.agreed:
        return "; ".join(filter(None, ["Agreed", _KINDS[found.kind]]))
    if found.kind is not AnswerKind.SCORE:
        return _KINDS[found.kind]
    return "Middle of the ratings" if found.raters > 1 else "One rating"


def apart(result: Result) -> list[ItemResult]:
    """Items where ratings lay apart, widest first."""
    lying = [found for found in result.items if found.spread]
    return sorted(lying, key=lambda found: -(found.spread or 0))


def spread_frame(instrument: Instrument, result: Result, tallies: Mapping[str, str]) -> Frame:
    """One row an item where ratings lay apart, widest first, at most MOST_DRAWN."""
    return Frame(
        "Where ratings lay apart",
        (
            Column("item", "Item"),
            Column("said", "What was said"),
            Column("spread", "Apart", Kind.NUMBER),
            Column("score", "Result", Kind.NUMBER, places=1),
            Column("how", "How it came about"),
        ),
        tuple(
            {
                "item": _named(instrument.by_id[found.id]),
                "said": tallies[found.id],
                "spread": found.spread,
                "score": None if found.score is None else float(found.score),
                "how": how_words(found),
            }
            for found in apart(result)[:MOST_DRAWN]
        ),
    )


def _named(item: Item) -> str:
    return f"{item.id} {item.text}"


def spread_chart(instrument: Instrument, result: Result, answers: Answers) -> Figure:
    """A row an item: a dot where ratings lie, larger the more there are, and a diamond around
    what it came to."""
    rows = apart(result)[:MOST_DRAWN]
    scale = instrument.scale
    layout = {
        "xaxis": {
            "range": [scale.lowest - 0.4, scale.highest + 0.4],
            "tickvals": [point.value for point in scale.points],
            "showgrid": True,
            "tickangle": 0,
        },
        "yaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [found.id for found in rows],
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": True,
            **EVERY_NAME,
        },
    }
    return {"data": [_dots(rows, answers), _diamonds(rows)], "layout": layout}


def _dots(rows: Sequence[ItemResult], answers: Answers) -> Figure:
    dots = [
        (score, found.id, times)
        for found in rows
        for score, times in sorted(_scores(answers[found.id]).items())
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "Ratings, with how many",
        "x": [score for score, _, _ in dots],
        "y": [item_id for _, item_id, _ in dots],
        "text": [str(times) for _, _, times in dots],
        "textposition": "middle center",
        "textfont": {"color": "#ffffff", "size": 13},
        "marker": {
            "color": IMPROVEMENT,
            "opacity": 1,
            "size": [17 + 2 * min(times, 5) for *_, times in dots],
        },
        "hoverinfo": "skip",
    }


def _diamonds(rows: Sequence[ItemResult]) -> Figure:
    scored = [(float(found.score), found.id) for found in rows if found.score is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "What it came to",
        "x": [score for score, _ in scored],
        "y": [item_id for _, item_id in scored],
        "marker": {
            "symbol": "diamond-open",
            "color": CONCERN,
            "size": 34,
            "line": {"width": 2.5, "color": CONCERN},
        },
        "hoverinfo": "skip",
    }


def _scores(answers: ItemAnswers) -> Counter[int]:
    return Counter(
        rating.score
        for rating in answers.ratings
        if rating.kind is AnswerKind.SCORE and rating.score is not None
    )


def spread_sentence(result: Result) -> str:
    """What the chart shows, in words: how many lay apart, the widest, what became of them."""
    rated = [found for found in result.items if found.spread is not None]
    lying = apart(result)
    if not lying:
        return f"All ratings of {_items(len(rated))} were the same."
    widest = lying[0].spread
    names = [found.id for found in lying if found.spread == widest]
    agreed = sum(found.agreed for found in lying)
    said = (
        f"Ratings lay apart on {len(lying)} of {_items(len(rated))}, furthest on "
        f"{_some(names)}, by {widest}; {_of_these(agreed, len(lying))}."
    )
    if len(lying) > MOST_DRAWN:
        return f"{said} The {MOST_DRAWN} furthest apart are drawn."
    return said


def _some(names: Sequence[str]) -> str:
    if len(names) <= 4:
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names[:3])} and {len(names) - 3} more"


def _of_these(agreed: int, all_: int) -> str:
    if agreed == all_:
        return "an answer was agreed for each" if all_ > 1 else "an answer was agreed"
    return f"an answer was agreed for {agreed or 'none'} of them"


def _items(number: int) -> str:
    return "1 item" if number == 1 else f"{number} items"
