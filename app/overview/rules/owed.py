"""What audits, adaptations and measures wait for at a site, in sentences."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.overview.rules.rounds import day
from app.sites.rules.months import quarter_in_words


class What(StrEnum):
    """What is waited for: a view of the NSPCC or an answer to one, the audits of a round, a
    sign-off, counts of months, returns of quarters."""

    VIEW = "view"
    ANSWER = "answer"
    AUDIT = "audit"
    SIGN = "sign"
    MONTHS = "months"
    QUARTERS = "quarters"


@dataclass(frozen=True)
class Owed:
    """Something that is waited for. `number` is that of the adaptation, round or return, or how
    many months or quarters are late; `on` the day it is due, for a return its quarter; `mine`
    whether the reader audits in the round."""

    what: What
    number: int
    title: str = ""
    on: date | None = None
    mine: bool = False

    def is_late(self, today: date) -> bool:
        """Whether it is due no longer but late."""
        if self.what in (What.VIEW, What.AUDIT):
            return self.on is not None and self.on < today
        return self.what in (What.MONTHS, What.QUARTERS)


def owed_words(one: Owed, today: date, *, to_signer: bool = False) -> str:
    """What is waited for, in a sentence; to whoever signs off, their sign-off is "yours"."""
    due = "was due on" if one.is_late(today) else "is due by"
    if one.what is What.VIEW:
        return f"The NSPCC’s view on “{one.title}” {due} {_day(one)}."
    if one.what is What.ANSWER:
        return (
            f"The NSPCC says that “{one.title}” is not the framework: answer, put it right, or ask "
            "to have it looked at again."
        )
    if one.what is What.AUDIT:
        return f"Audit round {one.number} {due} {_day(one)}."
    if one.what is What.SIGN:
        quarter = quarter_in_words(one.on) if one.on else "a quarter"
        whose = "your" if to_signer else "the strategic lead’s"
        return f"The return of {quarter} waits for {whose} sign-off."
    several = "" if one.number == 1 else "s"
    if one.what is What.MONTHS:
        return f"The use of {one.number} month{several} is not counted yet."
    return f"{one.number} quarterly return{several} {'is' if one.number == 1 else 'are'} overdue."


def _day(one: Owed) -> str:
    return day(one.on) if one.on else "an unknown day"
