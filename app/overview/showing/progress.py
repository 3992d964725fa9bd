"""The progress of sites: columns, rows and filters as the page takes them."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from app.core.charts import cut, joined
from app.core.words import count
from app.journey.rules.pace import Norm, Quadrant
from app.journey.score_words import n_words
from app.overview.queries.portfolio import Options
from app.overview.queries.progress import EverySite
from app.overview.rules import Paging, sum_in_words
from app.overview.rules.progress import ProgressSort, ProgressWish, SiteProgress
from app.sites.rules import Stage, Status

Item = dict[str, object]
COLUMNS = (
    ("site", "Site", "text", ProgressSort.NAME),
    ("quadrant", "Preparation", "text", ProgressSort.QUADRANT),
    ("done", "Done", "number", ProgressSort.SHARE),
    ("days", "Days", "number", ProgressSort.DAYS),
    ("pace", "Pace", "number", ProgressSort.PACE),
    ("reached", "Stage reached", "text", ProgressSort.REACHED),
    ("behind", "Against first plan", "text", ProgressSort.BEHIND),
    ("implementation", "Implementation", "number", None),
)


def columns(wish: ProgressWish) -> list[Item]:
    """The columns with the links that sort by them."""
    found = []
    for key, text, kind, sort in COLUMNS:
        column: Item = {"key": key, "text": text, "kind": kind}
        if sort is not None:
            is_sorted = wish.sort is sort
            asked = wish.address(sort=sort, descending=is_sorted and not wish.descending, page=1)
            column["sort_href"] = url_for("overview.progress", **asked)
            if is_sorted:
                column["order"] = "descending" if wish.descending else "ascending"
        found.append(column)
    return found


def rows(found: Sequence[SiteProgress]) -> list[Item]:
    """The rows as the table takes them."""
    return [_row(one) for one in found]


def _row(one: SiteProgress) -> Item:
    duration, prepared = one.preparation.duration, one.preparation.tally
    work = one.implementation
    declared = "" if one.status is Status.ACTIVE else f", {one.status.value}"
    return {
        "site": {"text": one.name, "href": url_for("journey.timeline", site=one.slug)},
        "quadrant": one.quadrant.label + declared,
        "done": f"{prepared.done} of {prepared.applicable}",
        "days": f"{duration.days:,}{'+' if duration.clock.is_open else ''}" if duration else "–",
        "pace": cut(float(one.pace.ratio), 2) if one.pace else "–",
        "reached": one.reached.label if one.reached else "Not begun",
        "behind": _against(one.behind),
        "implementation": f"{work.done} of {work.applicable}",
    }


def _against(behind: int) -> str:
    if not behind:
        return "As planned"
    return f"{count(abs(behind), 'stage')} {'behind' if behind > 0 else 'ahead'}"


def compared_words(norms: Sequence[Norm], *, exact: bool) -> str:
    """What pace 1 is, with n; numbers of sites only for those who may see all of them."""
    known = [one for one in norms if one.days is not None]
    if not known:
        return "Too few sites have finished: each is held against its own first plan."
    days = joined([f"{one.days:,} days" for one in known])
    return f"Pace 1 is {days}, the middle one of all sites ({n_words(known[0], exact=exact)})."


def narrowing(
    wish: ProgressWish, every: EverySite, paging: Paging, options: Options
) -> dict[str, Any]:
    """The filters: what they offer, what is chosen, and their sum in words."""
    chosen = _chips(wish, options)
    texts = [str(chip["text"]) for chip in chosen]
    return {
        "chips": chosen,
        "sum": sum_in_words(paging.total, len(every.rows), texts),
        "quadrant_choices": [("", "Any"), *((each.value, each.label) for each in Quadrant)],
        "stage_choices": [("", "Any stage"), *((each.value, each.label) for each in Stage)],
        "status_choices": [
            ("", "Any status"),
            *((each.value, each.value.capitalize()) for each in Status),
        ],
        "lead_choices": [("", "Anyone"), *options.leads],
    }


def _chips(wish: ProgressWish, options: Options) -> list[Item]:
    words = {
        "quadrant": wish.quadrant.label if wish.quadrant else "",
        "stage": wish.stage.label if wish.stage else "",
        "status": wish.status.value.capitalize() if wish.status else "",
        "lead": f"Lead: {dict(options.leads).get(wish.lead_id or 0, 'nobody here')}",
        "q": f"name holds “{wish.search}”",
    }
    return [
        {"text": words[name], "href": url_for("overview.progress", **wish.without(name))}
        for name in wish.filters
    ]
