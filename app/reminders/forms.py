"""What administrators type about ladders."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField

from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.reminders.rules import SIDES, Audience, NewRung, Phase, Rung


def _reason() -> TextAreaField:
    return TextAreaField(
        "Why does it change?",
        description="Kept with the version, for whoever wonders later.",
        widget=GovTextArea(),
    )


class RungForm(PortalForm):
    """One rung. What is missing or cannot be is for the rules to say."""

    side = RadioField(
        "When is the reminder sent?",
        widget=GovRadioInput(),
        choices=[SelectChoice(code, words.capitalize()) for code, words in SIDES.items()],
        validate_choice=False,
    )
    days = StringField(
        "How many days?",
        description="Calendar days. Leave it empty for the day itself.",
        widget=GovTextInput(),
        validators=[Unguarded("a number of days")],
    )
    at = StringField(
        "At what time?",
        description="By the clock in the United Kingdom, such as 07:30.",
        widget=GovTextInput(),
        validators=[Unguarded("a time of day")],
    )
    to = SelectMultipleField("Who gets it?", widget=GovCheckboxesInput(), validate_choice=False)
    reason = _reason()

    def offer(self, phase: Phase) -> None:
        """The audiences, with who is meant by "in person" here."""
        self.to.choices = [
            SelectChoice(
                one.value,
                phase.owners.capitalize() if one is Audience.OWNERS else one.label,
            )
            for one in Audience
        ]

    def show(self, rung: Rung | None) -> None:
        """Fill the form in with a rung, or with what most rungs are like."""
        self.side.data = "before" if rung is None or rung.days < 0 else "after"
        if rung is not None and rung.days == 0:
            self.side.data = "on"
        self.days.data = str(abs(rung.days)) if rung and rung.days else ""
        self.at.data = f"{rung.at:%H:%M}" if rung else "07:30"
        self.to.data = [one.value for one in rung.to] if rung else []

    @property
    def typed(self) -> NewRung:
        """What was typed."""
        return NewRung(
            self.days.data or "",
            self.side.data or "",
            self.at.data or "",
            tuple(self.to.data or ()),
            self.reason.data or "",
        )


class ReasonForm(PortalForm):
    """Why a rung is removed or an earlier version put back."""

    reason = _reason()


class PortfolioForm(PortalForm):
    """Who the portfolio leads are."""

    people = SelectMultipleField(
        "Portfolio leads",
        description="They are told where a lead does not act. Where nobody is named, the "
        "administrators are.",
        widget=GovCheckboxesInput(),
        coerce=int,
        validate_choice=False,
    )

    def offer(self, staff: Iterable[tuple[int, str]]) -> None:
        """Everybody of the NSPCC, by number and name."""
        self.people.choices = [SelectChoice(number, name) for number, name in staff]
