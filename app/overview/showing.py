"""How overviews read on pages: rows, chips and links made of what was read."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import url_for

from app.access.gate import can
from app.access.policy import Can
from app.core.clock import in_london
from app.core.words import day, short_day
from app.journey.queries import NextMilestone
from app.journey.showing import stage_states
from app.overview.queries.homes import Caseload, OwnSite
from app.overview.queries.portfolio import Options, Portfolio, PortfolioRow
from app.overview.queries.preisas import Preisa
from app.overview.rules import (
    Attention,
    Calls,
    Late,
    PortfolioSort,
    PortfolioWish,
    attend,
    sum_in_words,
)
from app.overview.rules.attention import Need
from app.sites.rules import Nation, Stage, Status

Item = dict[str, object]
COLUMNS = (
    ("site", "Site", "text", PortfolioSort.NAME),
    ("stage", "Stage", "text", PortfolioSort.STAGE),
    ("milestones", "Milestones", "number", PortfolioSort.MILESTONES),
    ("next", "Next milestone", "text", None),
    ("planned", "Planned", "date", PortfolioSort.NEXT),
    ("preisa", "PreISA", "text", None),
    ("call", "Next call", "text", None),
    ("lead", "Lead", "text", PortfolioSort.LEAD),
)


def attention_items(caseload: Caseload, now: datetime) -> list[Item]:
    """The sites of a caseload, most urgent first, as the attention list takes them."""
    return [_attention(one) for one in attend(caseload.facts, in_london(now).date())]


def _attention(one: Attention) -> Item:
    slug = one.facts.slug
    item: Item = {
        "level": None,  # early warning does not judge this site yet
        "name": one.facts.name,
        "href": url_for("overview.site", site=slug),
        "stages": stage_states(one.facts.stage),
        "reason": " ".join(one.reasons),
        "next": one.next_step,
    }
    wants_call = one.need is Need.NO_CALL or one.need is Need.CRITICAL_OVERDUE
    if wants_call and not one.facts.has_call and can(Can.BOOK_CALL, one.facts.site_id):
        item |= {"next_href": url_for("checkins.book", site=slug), "next_text": "Book a call"}
    elif one.need is Need.PREISA_WAITS:
        item |= {
            "next_href": url_for("assessments.result", site=slug, slug=one.facts.preisa_slug),
            "next_text": "Read the PreISA result",
        }
    elif one.need in (Need.CRITICAL_OVERDUE, Need.OVERDUE):
        item |= {"next_href": url_for("journey.index", site=slug), "next_text": "See the journey"}
    return item


def caseload_figures(caseload: Caseload, lead_id: int) -> list[Item]:
    """Up to four figures, each a link to the sites it counts."""
    mine = {"lead": str(lead_id)} if caseload.is_mine else {}
    active = mine | {"status": Status.ACTIVE.value}
    without = sum(not facts.has_call for facts in caseload.facts)
    found: list[Item] = [
        _figure(caseload.sites, "active site", "active sites", active),
        _figure(
            caseload.critical_late,
            "site with a critical milestone overdue",
            "sites with a critical milestone overdue",
            active | {"late": Late.CRITICAL.value},
        ),
        _figure(
            caseload.late,
            "site with any milestone overdue",
            "sites with any milestone overdue",
            active | {"late": Late.ANY.value},
        ),
    ]
    if len(caseload.facts) == caseload.sites:
        booked = active | {"call": Calls.NONE.value}
        found.append(_figure(without, "site without a call", "sites without a call", booked))
    return found


def _figure(number: int, one: str, many: str, filters: Mapping[str, Any]) -> Item:
    return {
        "number": number,
        "text": one if number == 1 else many,
        "href": url_for("overview.portfolio", **filters),
    }


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
    found: Portfolio, contact: Mapping[int, datetime], preisas: Mapping[int, Preisa]
) -> list[Item]:
    """The rows of the portfolio as the table takes them."""
    return [_row(row, contact.get(row.site_id), preisas.get(row.site_id)) for row in found.rows]


def _row(row: PortfolioRow, next_call: datetime | None, preisa: Preisa | None) -> Item:
    paused = "" if row.status is Status.ACTIVE else f", {row.status.value}"
    late = ", overdue" if row.next_is_late else ""
    return {
        "site": {"text": row.name, "href": url_for("overview.site", site=row.slug)},
        "stage": row.stage.label + paused,
        "milestones": f"{row.done} of {row.counted}" if row.counted is not None else "–",
        "next": row.next_name or "–",
        "planned": short_day(row.next_on) + late,
        "preisa": preisa.words if preisa else "–",
        "call": short_day(next_call, "Not booked"),
        "lead": row.lead or "Nobody yet",
    }


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


def own_sites(found: Sequence[OwnSite], today: date) -> list[Item]:
    """The sites of a person of an authority, each with what is next, as the home shows them."""
    return [
        {
            "name": site.name,
            "slug": site.slug,
            "stages": stage_states(site.stage),
            "done": site.done,
            "counted": site.counted,
            "next_call": site.next_call,
            "preisa": site.preisa.sentence if site.preisa else "Not begun",
            "preisa_href": _preisa_href(site),
            "preisa_action": "Continue" if site.preisa and site.preisa.is_under_way else "See",
            "tasks": [_next_task(site, entry, today) for entry in site.next_milestones],
        }
        for site in found
    ]


def _preisa_href(site: OwnSite) -> str:
    """Straight to the PreISA where one was opened, so that nobody has to look for it."""
    if site.preisa is None:
        return url_for("assessments.index", site=site.slug)
    return url_for("assessments.start", site=site.slug, slug=site.preisa.slug)


def _next_task(site: OwnSite, entry: NextMilestone, today: date) -> Item:
    late = entry.planned_on < today
    milestone = url_for("journey.milestone", site=site.slug, code=entry.code)
    is_preisa = entry.code == "preisa" and site.preisa is not None
    return {
        "text": entry.name,
        "href": _preisa_href(site) if is_preisa else milestone,
        "hint": ("Critical. " if entry.critical else "") + f"Planned for {day(entry.planned_on)}.",
        "status": "Overdue" if late else "Planned",
        "kind": "late" if late else "neutral",
    }


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
