"""How the lists across sites read: columns, rows, filters, files."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.words import count, day, short_day
from app.joining.queries import everywhere
from app.joining.queries.enquiries import QUIET, UNDECIDED, EnquiryLine
from app.joining.queries.enquiries import Wanted as EnquiriesWanted
from app.joining.queries.everywhere import ANY, ENDS, ContractLine
from app.joining.queries.listing import NOBODY
from app.joining.rules import Answer, ContractState, Step
from app.joining.showing.contracts import state_tag, state_words

Address = Callable[..., str]
STEPS = {step.slug: step.label for step in Step if step is not Step.SIGNED}
ANSWERS = {answer.value: answer.label for answer in Answer} | {UNDECIDED: "Not decided"}
STATES = {state.value: state.label for state in ContractState} | {ANY: "Any, also those over"}
ENQUIRIES_KNOWN = {"step": STEPS, "answer": ANSWERS, "quiet": QUIET}
CONTRACTS_KNOWN = {"state": STATES, "ends": ENDS}
_ENQUIRY_COLUMNS = (
    ("site", "Site", "text", True),
    ("step", "Furthest step", "text", True),
    ("silence", "Last contact", "text", True),
    ("answer", "Decision to explore", "text", False),
    ("expected", "Contract expected", "date", True),
    ("lead", "Lead", "text", True),
)
_CONTRACT_COLUMNS = (
    ("site", "Site", "text", True),
    ("state", "State", "text", False),
    ("starts", "First day", "date", True),
    ("ends", "Last day", "date", True),
    ("signed", "Signed", "date", True),
    ("licence", "Licence", "text", False),
    ("lead", "Lead", "text", True),
)
ENQUIRY_HEADINGS = (
    *("Site", "Furthest step", "Last contact", "Days since", "Decision", "Until"),
    *("Contract expected", "Lead"),
)
CONTRACT_HEADINGS = (
    *("Site", "State", "Drafted", "With the authority", "Signed", "First day", "Last day"),
    *("Ended early", "Licence", "Notice in months", "Lead"),
)


def columns(
    which: Sequence[tuple[str, str, str, bool]], sort: str, address: Address
) -> list[dict[str, str]]:
    """Columns with the links that sort by them."""
    found = []
    for key, text, kind, can_sort in which:
        column = {"key": key, "text": text, "kind": kind}
        if can_sort:
            column["sort_href"] = address(sort=f"-{key}" if sort == key else key, page=1)
            column["order"] = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
        found.append(column)
    return found


def enquiry_columns(sort: str, address: Address) -> list[dict[str, str]]:
    """The columns of the sites before their contract."""
    return columns(_ENQUIRY_COLUMNS, sort, address)


def contract_columns(sort: str, address: Address) -> list[dict[str, str]]:
    """The columns of the contracts."""
    return columns(_CONTRACT_COLUMNS, sort, address)


def enquiry_rows(
    found: Sequence[EnquiryLine], today: date, address: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The sites before their contract, as the table takes them."""
    return [
        {
            "site": {"text": line.name, "href": address(line.slug)},
            "step": line.step.label,
            "silence": _silence(line, today),
            "answer": _answer(line),
            "expected": _cell(line.expected_on),
            "lead": line.lead or "Nobody yet",
        }
        for line in found
    ]


def _silence(line: EnquiryLine, today: date) -> dict[str, str]:
    days = line.days(today)
    if days is None:
        return {"text": "No contact", "kind": "neutral"}
    if line.is_silent(today):
        return {"text": f"Silent for {count(days, 'day')}", "kind": "late"}
    return {"text": "Today" if days == 0 else f"{count(days, 'day')} ago", "kind": "plain"}


def _answer(line: EnquiryLine) -> str:
    if line.answer is None:
        return ""
    until = f", until {short_day(line.until)}" if line.until else ""
    return line.answer.label + until


def contract_rows(
    found: Sequence[ContractLine], today: date, address: Callable[[ContractLine], str]
) -> list[dict[str, Any]]:
    """The contracts, as the table takes them."""
    return [
        {
            "site": {"text": line.site_name, "href": address(line)},
            "state": state_tag(line.dates, today),
            "starts": _cell(line.dates.starts_on),
            "ends": _cell(line.dates.ends_on),
            "signed": _cell(line.dates.signed_on),
            "licence": line.licence,
            "lead": line.lead or "Nobody yet",
        }
        for line in found
    ]


def _cell(on: date | None) -> str | dict[str, str]:
    return {"text": short_day(on), "iso": on.isoformat()} if on else ""


def enquiry_cells(line: EnquiryLine, today: date) -> list[object]:
    """A site before its contract as a line of a file."""
    answer = line.answer.label if line.answer else ""
    days = line.days(today)
    return [
        *(line.name, line.step.label, line.last_on, days, answer, line.until),
        *(line.expected_on, line.lead),
    ]


def contract_cells(line: ContractLine, today: date) -> list[object]:
    """A contract as a line of a file."""
    dates = line.dates
    return [
        *(line.site_name, state_words(dates, today), dates.drafted_on, dates.sent_on),
        *(dates.signed_on, dates.starts_on, dates.ends_on, dates.ended_on),
        *(line.licence, line.notice_months, line.lead),
    ]


def named_filters(
    wanted: EnquiriesWanted | everywhere.Wanted, leads: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """(filter, the chosen value in words) for each filter in use."""
    known = ENQUIRIES_KNOWN if isinstance(wanted, EnquiriesWanted) else CONTRACTS_KNOWN
    before = {"quiet": "Silent for ", "ends": "Ends before "}
    found = [("q", f"“{wanted.q}”")] if wanted.q else []
    found += [
        (name, before.get(name, "") + words[value])
        for name, words in known.items()
        if (value := getattr(wanted, name))
    ]
    if wanted.lead:
        found.append(("lead", f"Lead: {dict(leads).get(wanted.lead, 'nobody here')}"))
    return found


def lead_choices(staff: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    """Who can be chosen as lead or deputy in a filter."""
    return [*((str(number), name) for number, name in staff), (NOBODY, "Nobody yet")]


def expected(on: date, today: date) -> str:
    """When the journey expects the contract, in a sentence."""
    late = (today - on).days
    ago = f", {count(late, 'day')} ago" if late > 0 else ""
    return f"The journey expects the contract on {day(on)}{ago}."
