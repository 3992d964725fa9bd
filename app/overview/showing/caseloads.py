"""How caseloads, covers and sites without a lead read in their lists."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import url_for

from app.core.words import day, short_day
from app.overview.queries.caseloads import CaseloadRow
from app.sites.queries import CoverRow, UnassignedPage

Cells = list[dict[str, Any]]


def caseload_rows(
    found: Sequence[CaseloadRow], me: int, today: date, *, may_hand_over: bool
) -> Cells:
    """A row for each member of staff, the reader first, then by name."""
    ordered = sorted(found, key=lambda one: (one.person_id != me, one.name.casefold()))
    rows = []
    for one in ordered:
        where = url_for("overview.caseload_handover", lead_id=one.person_id)
        hands = {"text": f"Hand over {one.name}’s sites", "href": where}
        name = f"{one.name} (you)" if one.person_id == me else one.name
        rows.append(
            {
                "name": name,
                "leads": _number(one.leads, one.person_id),
                "deputises": one.deputises,
                "critical": one.critical_late,
                "calls": one.without_call,
                "vacant": one.without_strategic,
                "cover": " ".join(_cover_words(one, today)),
                "change": hands if may_hand_over and one.has_sites else "",
            }
        )
    return rows


def cover_rows(found: Sequence[CoverRow], today: date, may_end: Callable[[int], bool]) -> Cells:
    """A row for each cover that runs or is to come."""
    return [
        {
            "id": one.id,
            "who": one.absent,
            "cover": one.cover,
            "from": short_day(one.starts_on),
            "to": short_day(one.ends_on),
            "note": one.note,
            "runs": one.runs(today),
            "may_end": may_end(one.absent_id),
        }
        for one in found
    ]


def unassigned_rows(found: UnassignedPage, *, may_assign: bool) -> Cells:
    """A row for each site that lacks somebody."""
    rows = []
    for one in found.rows:
        where = url_for("overview.nspcc_lead", site=one.slug)
        rows.append(
            {
                "name": {"text": one.name, "href": url_for("overview.site", site=one.slug)},
                "stage": one.stage.label,
                "lead": one.lead,
                "deputy": one.deputy,
                "change": {"text": f"Assign {one.name}", "href": where} if may_assign else "",
            }
        )
    return rows


def cover_sentences(found: Sequence[CoverRow], me: int) -> list[str]:
    """A sentence for each cover of today, as whoever is away or stands in reads it."""
    return [
        f"You cover for {one.absent} until {day(one.ends_on)}: their sites are below too."
        if one.cover_id == me
        else f"{one.cover} covers for you until {day(one.ends_on)}."
        for one in found
    ]


def _number(number: int, person_id: int) -> object:
    if not number:
        return 0
    return {"text": str(number), "href": url_for("overview.portfolio", lead=person_id)}


def _cover_words(one: CaseloadRow, today: date) -> list[str]:
    words = []
    for cover in one.covers:
        when = "until" if cover.runs(today) else f"from {short_day(cover.starts_on)} to"
        words.append(f"Covered by {cover.cover} {when} {short_day(cover.ends_on)}.")
    for cover in one.stands_in:
        when = "until" if cover.runs(today) else f"from {short_day(cover.starts_on)} to"
        words.append(f"Covers for {cover.absent} {when} {short_day(cover.ends_on)}.")
    return words
