"""What is set for when a child is at risk."""

from collections.abc import Iterable
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovTextArea, GovTextInput
from wtforms import SelectMultipleField, TelField, TextAreaField, URLField

from app.core.web.forms import PortalForm, SelectChoice
from app.posts.rules.safety import Procedures, Safety


def _number(label: str, hint: str = "") -> TelField:
    return TelField(label, description=hint, widget=GovTextInput())


def _words(label: str, hint: str = "") -> TextAreaField:
    return TextAreaField(label, description=hint, widget=GovTextArea())


class SafetyForm(PortalForm):
    """Whom a worry reaches, and what the page says."""

    duty = SelectMultipleField(
        "Who is told at once of a safeguarding worry?",
        description="Each gets a notice and a mail, whatever they chose to get mail of.",
        widget=GovCheckboxesInput(),
        validate_choice=False,
    )
    duty_phone = _number("Their telephone (optional)", "Shown to moderators beside a worry.")
    police_number = _number("Number of the police")
    police_words = _words("When to call the police")
    local_words = _words(
        "What to do where an authority has not entered its own procedures",
        "People of an authority that has entered them see those first.",
    )
    helpline_number = _number("Number of the NSPCC Helpline")
    helpline_words = _words("When to call the NSPCC Helpline")

    def offer(self, staff: Iterable[tuple[int, str]]) -> "SafetyForm":
        """Who of the NSPCC, as (number, name), can be chosen."""
        self.duty.choices = [SelectChoice(str(number), name) for number, name in staff]
        return self

    def said(self) -> Safety:
        """What was typed."""
        numbers = {one for one in self.duty.data or () if one.isascii() and one.isdigit()}
        return Safety(
            duty_ids=tuple(sorted(int(one) for one in numbers if len(one) <= 9)),
            duty_phone=_typed(self.duty_phone),
            local_words=_typed(self.local_words),
            police_words=_typed(self.police_words),
            police_number=_typed(self.police_number),
            helpline_words=_typed(self.helpline_words),
            helpline_number=_typed(self.helpline_number),
        )


class ProceduresForm(PortalForm):
    """How the people of one site get help."""

    words = _words("What do people do?", "Whom they tell first, and who makes the referral.")
    day_number = _number("Number in the day")
    night_number = _number("Number in the evening, at night and at weekends (optional)")
    link = URLField(
        "Address of the procedures (optional)",
        description="Begins with https://",
        widget=GovTextInput(),
    )

    def said(self) -> Procedures:
        """What was typed."""
        return Procedures(
            words=_typed(self.words),
            day_number=_typed(self.day_number),
            night_number=_typed(self.night_number),
            link=_typed(self.link),
        )


def _typed(field: Any) -> str:
    return str(field.data or "").strip().replace("\r\n", "\n")
