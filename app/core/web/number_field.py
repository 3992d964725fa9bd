"""A whole number typed by a person, with an error that says what to enter."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import IntegerField, ValidationError


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
