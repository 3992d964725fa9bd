"""How a contract reads: its state in words, its days, what it asks for."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.core.words import count, day
from app.joining.queries.contracts import ContractRow
from app.joining.rules import ContractState, Dates, contract_state

_KINDS = {
    ContractState.DRAFTED: "neutral",
    ContractState.SENT: "waiting",
    ContractState.SIGNED: "active",
    ContractState.RUNNING: "active",
    ContractState.ENDING: "waiting",
    ContractState.LAPSED: "late",
    ContractState.RENEWED: "plain",
    ContractState.ENDED: "plain",
}
COUNTS = frozenset({ContractState.SIGNED, ContractState.RUNNING, ContractState.ENDING})
OPEN = frozenset({ContractState.DRAFTED, ContractState.SENT})


def state_words(dates: Dates, today: date) -> str:
    """The state, with the days that are left where they are few."""
    state = contract_state(dates, today)
    if state is ContractState.ENDING and dates.ends_on is not None:
        return end_words(dates.ends_on, today)
    if state is ContractState.ENDED and dates.signed_on is None:
        return "Given up unsigned"
    return state.label


def end_words(ends_on: date, today: date) -> str:
    """ "Ends in 50 days", "Ends today", "Lapsed 3 days ago"."""
    left = (ends_on - today).days
    if left < 0:
        return f"Lapsed {count(-left, 'day')} ago"
    return f"Ends in {count(left, 'day')}" if left else "Ends today"


def state_tag(dates: Dates, today: date) -> dict[str, str]:
    """The state as a tag."""
    return {"text": state_words(dates, today), "kind": _KINDS[contract_state(dates, today)]}


def term_words(dates: Dates) -> str:
    """The first and the last day of a term, as far as they are known."""
    if dates.starts_on is None and dates.ends_on is None:
        return "Days not agreed yet"
    return f"{day(dates.starts_on)} to {day(dates.ends_on)}"


def sentence(rows: Sequence[ContractRow], today: date) -> str:
    """Where the site stands with its contract; "" where there is none."""
    states = [(row, row.state(today)) for row in rows]
    counts = next((row for row, state in states if state in COUNTS), None)
    lapsed = next((row for row, state in states if state is ContractState.LAPSED), None)
    renewal = next((state for _, state in states if state in OPEN), None)
    more = f" A new one is {_under_way(renewal)}." if renewal else ""
    if counts is not None and counts.dates.ends_on is not None:
        last = day(counts.dates.ends_on)
        if counts.state(today) is ContractState.ENDING:
            left = end_words(counts.dates.ends_on, today).lower()
            return f"The contract {left}, on {last}.{more}"
        return f"The contract is good until {last}.{more}"
    if lapsed is not None and lapsed.dates.ends_on is not None:
        return f"The contract lapsed on {day(lapsed.dates.ends_on)}.{more}"
    return f"The contract is {_under_way(renewal)}." if renewal else ""


def _under_way(state: ContractState) -> str:
    return "with the authority" if state is ContractState.SENT else "drafted"


def terms(rows: Sequence[ContractRow], today: date, address: Any) -> list[dict[str, Any]]:
    """The terms of a site as a table takes them; `address` from a number to its page."""
    return [
        {
            "term": {"text": term_words(row.dates), "href": address(row.id)},
            "state": state_tag(row.dates, today),
            "signed": day(row.dates.signed_on, "Not yet"),
            "licence": row.licence,
            "parties": ", ".join(name for _, name in row.parties),
        }
        for row in rows
    ]


def planned_apart(signed_on: date | None, planned_on: date) -> bool:
    """Whether the journey is planned from another contract day than the one it was signed on."""
    return signed_on is not None and signed_on != planned_on


def renewal_of(rows: Sequence[ContractRow]) -> dict[str, Any]:
    """What a renewal begins with: parties and terms of the one that ended last, the day after."""
    signed = [row for row in rows if row.dates.signed_on and row.dates.ends_on]
    if not signed:
        return {}
    last = max(signed, key=lambda row: row.dates.ends_on or date.min)
    over = last.dates.ended_on or last.dates.ends_on
    return {
        "parties": [number for number, _ in last.parties],
        "licence": last.licence,
        "notice_months": last.notice_months,
        "covers": last.covers,
        "starts_on": over + timedelta(days=1) if over else None,
    }
