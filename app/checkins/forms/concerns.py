"""What is typed about an engagement concern. Only the NSPCC sees any of it."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
)
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional

from app.checkins.forms.records import number_of
from app.checkins.rules.concerns import Outcome, Why
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice


class EscalationForm(PortalForm):
    """Who is told of a concern."""

    to = SelectField(
        "Who is told of it?",
        description="Your portfolio lead, or an administrator. They get a mail and a notice.",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )

    def offer(self, people: Iterable[tuple[int, str]]) -> "EscalationForm":
        """Who can be chosen: (number, words)."""
        named = [SelectChoice(str(number), words) for number, words in people]
        self.to.choices = [SelectChoice("", "Choose a person"), *named]
        return self


class ConcernForm(EscalationForm):
    """Why there is a concern. What is missing is for the rules to say, all at once."""

    why = SelectMultipleField(
        "What gives rise to it?",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(one.value, one.label) for one in Why],
        validate_choice=False,
    )
    words = TextAreaField(
        "What do you see?",
        description="Facts first: dates, who said what. Do not name or describe any child.",
        widget=GovTextArea(),
    )


class StepForm(PortalForm):
    """What was done about it."""

    on = DayField("On which day?", subject="The day", needed=True)
    words = TextAreaField("What was done?", widget=GovTextArea())


class ResolvingForm(PortalForm):
    """How it ended."""

    outcome = RadioField(
        "What became of it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Outcome],
        validators=[Optional()],
    )
    resolution = TextAreaField(
        "How did it end, and what follows?",
        widget=GovTextArea(),
    )
