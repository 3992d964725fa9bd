"""The portfolio as its page takes it: attention, figures, filters."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import url_for

from app.core.words import count, day, moment
from app.dashboards.queries.attention import Needy
from app.dashboards.queries.saved import View
from app.dashboards.queries.scope import Scope, Spread
from app.dashboards.rules.asking import EVERYBODY, LEVEL_WORDS, MINE, NO_LEVEL, Wish
from app.journey.showing import stage_states
from app.overview.queries.portfolio import Options
from app.overview.rules.asking import sum_in_words
from app.sites.rules import Nation, Stage
from app.sites.rules.levels import Level

Item = dict[str, Any]
HERE = "dashboards.portfolio"
MOST_SIGNS = 4  # sentences of a reason; the site has the rest


def attention(rows: Sequence[Needy], today: date) -> list[Item]:
    """The sites as the attention list takes them."""
    return [_attention(row, today) for row in rows]


def _attention(row: Needy, today: date) -> Item:
    text, way = _next(row)
    return {
        "level": row.level.value if row.level else "",
        "name": row.name,
        "href": url_for("indicators.index" if row.signs else "overview.site", site=row.slug),
        "stages": stage_states(row.stage),
        "note": row.lead or "no lead",
        "reason": " ".join(reasons(row, today)),
        "blind": f"Blind: {count(row.not_known, 'signal')} lack data" if row.blind else "",
        "next": text,
        "next_text": way,
        "next_href": url_for("checkins.index", site=row.slug),
    }


def reasons(row: Needy, today: date) -> list[str]:
    """Why a site needs somebody, in sentences: its level since when, then the gravest signs; where
    somebody set the level, or nothing is judged yet, what they said, what is late and the calls."""
    found = []
    if row.level is not None and row.since is not None:
        found.append(f"{row.level.label} for {_days(today, row.since)}.")
    if row.signs and not row.by_hand:
        more = len(row.signs) - MOST_SIGNS
        found += row.signs[:MOST_SIGNS]
        return [*found, f"{count(more, 'more sign').capitalize()}."] if more > 0 else found
    if row.reason:
        found.append(row.reason if row.reason.endswith(".") else f"{row.reason}.")
    if row.late is not None:
        late = _days(today, row.late.planned_on)
        found.append(f"“{row.late.name}” is {late} past its date.")
    if row.last_call is None:
        found.append("No call was held yet.")
    else:
        found.append(f"The last call was on {day(row.last_call)}.")
    return found


def _days(today: date, since: date) -> str:
    return count(max(1, (today - since).days), "day")


def _next(row: Needy) -> tuple[str, str]:
    """What to do next, and the words of the way there."""
    if row.step:
        return row.step, "Book a call" if row.next_call is None else "See the call"
    if row.next_call is None:
        return "book a call.", "Book a call"
    if row.late is not None:
        return (
            f"ask about “{row.late.name}” in the call on {moment(row.next_call)}.",
            "See the call",
        )
    return f"the call on {moment(row.next_call)}.", "See the call"


def figures(spread: Spread, wish: Wish) -> list[Item]:
    """How many active sites carry each of the three grave levels, and how many none at all."""
    shown = (Level.ACUTE, Level.CONCERN, Level.WATCH)
    found = [_figure(spread.levels.get(one, 0), one.label, one.value, wish) for one in shown]
    unknown = spread.levels.get(None, 0)
    steady = spread.levels.get(Level.STEADY, 0)
    if unknown > steady:
        return [*found, _figure(unknown, LEVEL_WORDS[NO_LEVEL], NO_LEVEL, wish)]
    return [*found, _figure(steady, Level.STEADY.label, Level.STEADY.value, wish)]


def _figure(number: int, text: str, level: str, wish: Wish) -> Item:
    return {
        "number": f"{number:,}",
        "text": text,
        "href": url_for(HERE, **wish.query(level=level, page=1)),
    }


def narrowing(wish: Wish, spread: Spread, scope: Scope, options: Options) -> Item:
    """The filters: what they offer, what is chosen, and their sum in words."""
    chips = _chips(wish, options)
    texts = [str(chip["text"]) for chip in chips]
    if not scope.everything:
        texts.insert(0, "those you look after")
    return {
        "chips": chips,
        "sum": sum_in_words(spread.found, spread.total, texts),
        "others": _others(wish, scope),
        "whose_choices": [(MINE, "Mine"), (EVERYBODY, "All sites")],
        "level_choices": [("", "Any level"), *LEVEL_WORDS.items()],
        "stage_choices": [("", "Any stage"), *((each.value, each.label) for each in Stage)],
        "nation_choices": [("", "Any nation"), *((each.value, each.value) for each in Nation)],
        "region_choices": [("", "Any region"), *((region, region) for region in options.regions)],
        "lead_choices": [("", "Anyone"), *options.leads],
    }


def _others(wish: Wish, scope: Scope) -> Item:
    """The way from one's own sites to all of them, and back."""
    if scope.everything:
        return {"text": "See those you look after", "href": url_for(HERE, **wish.query(whose=MINE))}
    return {"text": "See all sites", "href": url_for(HERE, **wish.query(whose=EVERYBODY, page=1))}


def _chips(wish: Wish, options: Options) -> list[Item]:
    words = {
        "lead": f"Lead: {dict(options.leads).get(wish.lead or 0, 'nobody here')}",
        "stage": wish.stage.label if wish.stage else "",
        "nation": wish.nation.value if wish.nation else "",
        "region": wish.region,
        "level": LEVEL_WORDS.get(wish.level, ""),
    }
    return [
        {"text": words[name], "href": url_for(HERE, **wish.without(name))} for name in wish.filters
    ]


def kept_views(found: Sequence[View], wish: Wish) -> list[Item]:
    """The reader's views as links; `current` is the one whose filters are in use."""
    return [
        {
            "text": one.name,
            "href": url_for(HERE, **one.asked),
            "edit": url_for("dashboards.view", view_id=one.id),
            "current": one.asked == wish.query(page=1),
            "is_first": one.is_first,
        }
        for one in found
    ]


def chart_address(wish: Wish) -> Callable[[str], str]:
    """Where the rows of a chart can be had."""
    return lambda key: url_for("dashboards.chart_csv", chart=key, **wish.query(page=1))
