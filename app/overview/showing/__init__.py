"""How overviews read on pages: rows, chips and links made of what was read."""

from app.overview.showing.authority import asked_of, own_sites
from app.overview.showing.portfolio import columns, narrowing, rows
from app.overview.showing.re_entry import line_rows, proposed_rows
from app.overview.showing.rounds import listed_rounds
from app.overview.showing.staff import attention_items, caseload_figures, waiting_items

__all__ = [
    "asked_of",
    "attention_items",
    "caseload_figures",
    "columns",
    "line_rows",
    "listed_rounds",
    "narrowing",
    "own_sites",
    "proposed_rows",
    "rows",
    "waiting_items",
]
