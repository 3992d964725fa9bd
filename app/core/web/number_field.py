"""A number typed by a person, with an error that says what to enter."""

import re
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, IntegerField, ValidationError


class WholeNumberField(IntegerField):
    """An integer; `fault` is the sentence shown when something else was typed."""

    widget = GovTextInput()

    def __init__(self, label: str, *args: Any, fault: str, **kwargs: Any) -> None:
        super().__init__(label, *args, **kwargs)
        self.fault = fault

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValidationError(self.fault) from None


_AMOUNT = re.compile(r"-?\d{1,9}(\.\d{1,4})?", re.ASCII)


class AmountField(Field):
    """A number that may have decimals, as a float; None where nothing was typed.

    `fault` is the sentence shown when something else was typed. Thousands marks, a percent sign and
    blanks are passed over.
    """

    widget = GovTextInput()

    def __init__(self, label: str, *args: Any, fault: str, **kwargs: Any) -> None:
        super().__init__(label, *args, **kwargs)
        self.fault = fault

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.4f}".rstrip("0").rstrip(".")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        typed = re.sub(r"[\s,%]", "", str(valuelist[0])) if valuelist else ""
        self.data = None
        if not typed:
            return
        if not _AMOUNT.fullmatch(typed):
            raise ValidationError(self.fault)
        self.data = float(typed)
