"""A date typed as day, month and year, with errors that say what to put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovDateInput
from wtforms import Field, ValidationError

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MID_MONTH = "15"
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


def _whole(typed: str) -> int:
    """A number of figures alone: no signs, points or underscores. Raises ValueError."""
    if not typed.isdigit():
        raise ValueError(typed)
    return int(typed)


def _month(typed: str) -> int:
    """A month typed as a number or as (the start of) its English name."""
    if typed.isdigit():
        return int(typed)
    named = [n for n, month in enumerate(_MONTHS, 1) if len(typed) > 2 and month.startswith(typed)]
    if len(named) != 1:
        raise ValueError(typed)
    return named[0]


def read_day(parts: Sequence[str]) -> date | None:
    """The date in (day, month, year) as typed; None when all are empty.

    Raises ValueError with a sentence without its subject ("must include a month").
    """
    day, month, year = (part.strip().lower() for part in parts)
    missing = [
        word for word, part in (("a day", day), ("a month", month), ("a year", year)) if not part
    ]
    if len(missing) == 3:
        return None
    if missing:
        raise ValueError(f"must include {' and '.join(missing)}")
    try:
        found = date(_whole(year), _month(month), _whole(day))
    except (ValueError, OverflowError):  # the second for a year of twenty figures
        raise ValueError("must be a real date, such as 27 3 2027") from None
    if not EARLIEST <= found < LATEST:
        raise ValueError("must have a year with four figures, such as 2027")
    return found


def day_of_line(text: str) -> date | None:
    """A date as people type it in one line: 27 3 2027, 27/3/2027, 27 March 2027 or 2027-03-27.

    None when it is empty. Raises ValueError as `read_day` does.
    """
    parts = text.replace("/", " ").replace(".", " ").replace("-", " ").split()
    if len(parts) not in (0, 3):
        raise ValueError("must be a date, such as 27 3 2027")
    if parts and len(parts[0]) == 4:
        parts.reverse()
    return read_day(parts or ["", "", ""])


class DayField(Field):
    """A date in three inputs. `subject` begins its error messages: "The date it happened".

    With `month_will_do` the day may be left empty: `month_only` is then true, and the date lies in
    the middle of the month.
    """

    widget = GovDateInput()

    def __init__(
        self,
        label: str,
        *args: Any,
        subject: str,
        needed: bool = False,
        month_will_do: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, *args, **kwargs)
        self.subject = subject
        self.needed = needed
        self.month_will_do = month_will_do
        self.month_only = False

    def _value(self) -> str:
        return ""  # the widget shows the three parts, not one value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; the three parts stay as typed, whatever their number was."""
        parts = [str(value) for value in valuelist[:3]]
        parts += [""] * (3 - len(parts))
        self.raw_data = parts
        self.data = None
        day, *month = (part.strip() for part in parts)
        self.month_only = self.month_will_do and not day and any(month)
        try:
            self.data = read_day([MID_MONTH, *month] if self.month_only else parts)
        except ValueError as problem:
            raise ValidationError(f"{self.subject} {problem}") from None

    def show_month(self) -> None:
        """Leave the day empty: of the date that is shown, only the month is known."""
        if self.data is not None and self.raw_data is None:
            self.raw_data = ["", str(self.data.month), str(self.data.year)]

    def pre_validate(self, form: Any) -> None:
        """An empty date that must be there says so; optional ones are left alone."""
        if self.needed and self.data is None and not self.process_errors:
            raise ValidationError(f"Enter {self.subject[:1].lower()}{self.subject[1:]}")
