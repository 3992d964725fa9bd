"""The portfolio: columns, rows and filters as the page takes them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import url_for

from app.core.words import short_day
from app.overview.queries.portfolio import Options, Portfolio, PortfolioRow
from app.overview.queries.rounds import NewestRound
from app.overview.rules import Calls, Late, PortfolioSort, PortfolioWish, sum_in_words
from app.sites.rules import Nation, Stage, Status

Item = dict[str, object]
Rounds = Mapping[str, NewestRound]
COLUMNS = (
    ("site", "Site", "text", PortfolioSort.NAME),
    ("stage", "Stage", "text", PortfolioSort.STAGE),
    ("milestones", "Milestones", "number", PortfolioSort.MILESTONES),
    ("next", "Next milestone", "text", None),
    ("planned", "Planned", "date", PortfolioSort.NEXT),
    ("assessment", "Self assessment", "text", None),
    ("call", "Next call", "text", None),
    ("lead", "Lead", "text", PortfolioSort.LEAD),
)


def columns(wish: PortfolioWish) -> list[Item]:
    """The columns of the portfolio with the links that sort by them."""
    return [_column(key, text, kind, sort, wish) for key, text, kind, sort in COLUMNS]


def _column(
    key: str, text: str, kind: str, sort: PortfolioSort | None, wish: PortfolioWish
) -> Item:
    column: Item = {"key": key, "text": text, "kind": kind}
    if sort is None:
        return column
    is_sorted = wish.sort is sort
    asked = wish.address(sort=sort, descending=is_sorted and not wish.descending, page=1)
    column["sort_href"] = url_for("overview.portfolio", **asked)
    if is_sorted:
        column["order"] = "descending" if wish.descending else "ascending"
    return column


def rows(
    found: Portfolio,
    contact: Mapping[int, datetime],
    newest: Mapping[int, Rounds],
    today: date,
) -> list[Item]:
    """The rows of the portfolio as the table takes them."""
    return [
        _row(row, contact.get(row.site_id)) | _assessment(row, newest.get(row.site_id), today)
        for row in found.rows
    ]


def _row(row: PortfolioRow, next_call: datetime | None) -> Item:
    paused = "" if row.status is Status.ACTIVE else f", {row.status.value}"
    late = ", overdue" if row.next_is_late else ""
    return {
        "site": {"text": row.name, "href": url_for("overview.site", site=row.slug)},
        "stage": row.stage.label + paused,
        "milestones": f"{row.done} of {row.counted}" if row.counted is not None else "–",
        "next": row.next_name or "–",
        "planned": short_day(row.next_on) + late,
        "call": short_day(next_call, "Not booked"),
        "lead": row.lead or "Nobody yet",
    }


def _assessment(row: PortfolioRow, rounds: Rounds | None, today: date) -> Item:
    """The self assessment opened last, as a link to all of the site."""
    last = next(iter((rounds or {}).values()), None)
    if last is None:
        return {"assessment": "–"}
    href = url_for("assessments.index", site=row.slug)
    return {"assessment": {"text": last.words(today), "href": href}}


def narrowing(wish: PortfolioWish, found: Portfolio, options: Options) -> dict[str, Any]:
    """The filters of the portfolio: what they offer, what is chosen, and their sum in words."""
    chosen = _chips(wish, options)
    texts = [str(chip["text"]) for chip in chosen]
    summed = sum_in_words(found.paging.total, found.total, texts)
    return {"chips": chosen, "sum": summed, **_choices(options)}


def _chips(wish: PortfolioWish, options: Options) -> list[Item]:
    """The filters in use in words, each with the address of the list without it."""
    words = {
        "stage": wish.stage.label if wish.stage else "",
        "status": wish.status.value.capitalize() if wish.status else "",
        "lead": f"Lead: {dict(options.leads).get(wish.lead_id or 0, 'nobody here')}",
        "nation": wish.nation.value if wish.nation else "",
        "region": wish.region,
        "late": wish.late.label if wish.late else "",
        "call": wish.call.label if wish.call else "",
        "q": f"name holds “{wish.search}”",
    }
    return [
        {"text": words[name], "href": url_for("overview.portfolio", **wish.without(name))}
        for name in wish.filters
    ]


Choices = list[tuple[object, str]]


def _choices(options: Options) -> dict[str, Choices]:
    """What the filters of the portfolio offer; the first entry of each does not narrow."""
    return {
        "stage_choices": [("", "Any stage"), *((each.value, each.label) for each in Stage)],
        "status_choices": [
            ("", "Any status"),
            *((each.value, each.value.capitalize()) for each in Status),
        ],
        "nation_choices": [("", "Any nation"), *((each.value, each.value) for each in Nation)],
        "region_choices": [("", "Any region"), *((region, region) for region in options.regions)],
        "late_choices": [("", "Late or not"), *((each.value, each.label) for each in Late)],
        "call_choices": [("", "Booked or not"), *((each.value, each.label) for each in Calls)],
        "lead_choices": [("", "Anyone"), *options.leads],
    }
