"""How quarterly returns read: the list of quarters, and the figures of one under their headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.sheets import Heading, Sheet, write_template
from app.core.tables import write_csv
from app.core.words import count, day
from app.measures.queries.returns import QuarterRow
from app.measures.queries.use import Span
from app.measures.rules.child_level import OWN
from app.measures.rules.figures import (
    ALL,
    BREAKDOWNS,
    GROUPS,
    LABELS,
    PAGES,
    RPF,
    Figures,
    get,
    of_page,
    row_words,
    total,
)
from app.measures.rules.filing import Asked, lines_to_fill, meaning_of
from app.measures.rules.quarters import (
    QuarterFacts,
    ReturnState,
    days_late,
    due_on,
    due_quarters,
    open_quarters,
)
from app.sites.rules.months import quarter_in_words

KINDS = {
    ReturnState.NOT_BEGUN: "neutral",
    ReturnState.DRAFT: "neutral",
    ReturnState.SENT_BACK: "late",
    ReturnState.SUBMITTED: "waiting",
    ReturnState.SIGNED: "active",
}
EXPLAINED = (
    "Fill in the sheet Return and upload this file. The rows are there already.",
    "Leave empty what nobody knows: empty is not 0. Write 0 where there was none.",
    "Counts only. A name, a date of birth, a number of a child or a row for each child is refused.",
)


@dataclass(frozen=True)
class Section:
    """The figures of a page of the return: columns and rows as the table component takes them."""

    key: str
    title: str
    columns: list[dict[str, str]]
    rows: list[dict[str, str]]
    is_optional: bool = False


def quarter_rows(
    known: dict[date, QuarterRow], span: Span, today: date, *, all_open: bool
) -> list[dict[str, Any]]:
    """The quarters whose return is asked for or there, newest first; with all that are open, those
    before them too, which make a baseline."""
    asked = due_quarters(span.training_on, today) if span.asking.has_cases else []
    wanted = set(asked) | set(known)
    if all_open:
        wanted |= set(open_quarters(span.contract_on, today))
    return [
        _quarter(one, known.get(one, QuarterRow(one, QuarterFacts())), one in asked, today)
        for one in sorted(wanted, reverse=True)
    ]


def _quarter(quarter: date, row: QuarterRow, is_asked: bool, today: date) -> dict[str, Any]:
    late = days_late(quarter, row.facts.first_on, today) if is_asked else 0
    status, kind = row.state.label, KINDS[row.state]
    if late and not row.state.is_in and row.facts.first_on is None:
        status, kind = "Overdue", "late"
    return {
        "word": f"{quarter:%Y-%m}",
        "text": quarter_in_words(quarter),
        "hint": _hint(quarter, row, is_asked, late),
        "status": status,
        "kind": kind,
        "state": row.state,
        "is_asked": is_asked,
    }


def _hint(quarter: date, row: QuarterRow, is_asked: bool, late: int) -> str:
    if row.facts.first_on is not None:
        said = f"First handed in on {day(row.facts.first_on)}"
        return f"{said}, {count(late, 'day')} late." if late else f"{said}."
    if not is_asked:
        return "Nobody asks for it."
    if late:
        return f"Due by {day(due_on(quarter))}, {count(late, 'day')} ago."
    return f"Due by {day(due_on(quarter))}."


def sections(figures: Figures, *, every: bool = False) -> list[Section]:
    """The figures under their headings, without those nobody knows; with `every` also the headings
    under which there is none."""
    found = []
    for page in PAGES:
        kept = of_page(figures, page)
        if not kept and not every:
            continue
        heads = [{"key": "what", "text": "Count", "kind": "text"}]
        heads += [
            {"key": row, "text": row_words(row), "kind": "number"}
            for row in page.rows
            if len(page.rows) <= 1 or row in kept
        ]
        rows = [
            {"what": one.label, **{row: _number(kept, row, one.key) for row in page.rows}}
            for one in page.columns
            if any(get(kept, row, one.key) is not None for row in page.rows)
        ]
        found.append(Section(page.key, page.title, heads, rows, page.is_optional))
    return found


def _number(figures: Figures, row: str, column: str) -> str:
    number = get(figures, row, column)
    return "Not known" if number is None else f"{number:,}"


def sentence(figures: Figures) -> str:
    """What a return says first: cases begun, reach, and the returns home."""
    cases, eligible = get(figures, RPF, "rpf_cases_started"), get(figures, ALL, "eligible_n")
    said = []
    if cases is not None:
        said.append(f"{count(cases, 'case')} began with the framework")
    if eligible is not None:
        said.append(f"{count(eligible, 'child', 'children')} could have been assessed")
    home = total(figures, ALL, *(f"exit_home_{how}" for how in ("planned", "unplanned", "unknown")))
    if home is not None:
        planned = get(figures, ALL, "exit_home_planned")
        how = f", {planned:,} of them as planned" if planned is not None else ""
        said.append(f"{count(home, 'child', 'children')} went home{how}")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else "The counts are below."


def csv_file(asked: Asked, figures: Figures) -> bytes:
    """The return as a CSV file, to be filled in or kept."""
    return write_csv(OWN, ([line.get(one, "") for one in OWN] for line in _lines(asked, figures)))


def workbook(asked: Asked, figures: Figures) -> bytes:
    """The same as a workbook that explains its columns."""
    lines = tuple(tuple(line.get(one, "") for one in OWN) for line in _lines(asked, figures))
    return write_template([Sheet("Return", tuple(map(_heading, OWN)), lines)], EXPLAINED)


def _lines(asked: Asked, figures: Figures) -> Sequence[dict[str, object]]:
    return lines_to_fill(asked, figures)


def _heading(name: str) -> Heading:
    if name in LABELS:
        return Heading(name, meaning_of(name), kind="number")
    kind = "day" if name.startswith("period_") and name != "period_type" else "text"
    return Heading(name, _MEANINGS[name], kind=kind)


_MEANINGS = {
    "authority_code": "GSS code of your authority on the last day of the quarter",
    "period_type": "Q for a quarter",
    "period_start": "First day of the quarter",
    "period_end": "Last day of the quarter",
    "group": f"One of {', '.join(GROUPS)}",
    "breakdown": f"NONE, or with group ALL one of {', '.join(BREAKDOWNS)}",
    "breakdown_value": "; ".join(f"{b}: {', '.join(v)}" for b, v in BREAKDOWNS.items()),
    "source": "Where the numbers come from, such as a report of the case system",
    "notes": "What a reader should know; nothing about a single child",
}
