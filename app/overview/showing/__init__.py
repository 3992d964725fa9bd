"""How overviews read on pages: rows, chips and links made of what was read."""

from app.overview.showing.authority import asked_of, own_sites
from app.overview.showing.call_sheet import sheet_blocks
from app.overview.showing.caseloads import (
    caseload_rows,
    cover_rows,
    cover_sentences,
    unassigned_rows,
)
from app.overview.showing.handover import handover_page, page_of_record, record_of
from app.overview.showing.leaving import (
    access_words,
    done_rows,
    leaving_words,
    post_answers,
    refusal_words,
    work_answers,
)
from app.overview.showing.portfolio import columns, narrowing, rows
from app.overview.showing.re_entry import line_rows, proposed_rows
from app.overview.showing.rounds import listed_rounds
from app.overview.showing.staff import (
    asked_items,
    attention_items,
    caseload_figures,
    concern_items,
    question_items,
    waiting_items,
)

__all__ = [
    "asked_items",
    "access_words",
    "asked_of",
    "attention_items",
    "caseload_figures",
    "caseload_rows",
    "columns",
    "concern_items",
    "cover_rows",
    "cover_sentences",
    "done_rows",
    "handover_page",
    "leaving_words",
    "line_rows",
    "listed_rounds",
    "narrowing",
    "own_sites",
    "page_of_record",
    "post_answers",
    "proposed_rows",
    "question_items",
    "record_of",
    "refusal_words",
    "rows",
    "sheet_blocks",
    "unassigned_rows",
    "waiting_items",
    "work_answers",
]
