"""What is typed while a meeting is held and when its minutes are approved."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextArea, GovTextInput
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.meetings.forms.chosen import number_of
from app.meetings.rules import (
    Outcome,
)


class GuestForm(PortalForm):
    """Somebody who came without a seat."""

    guest = StringField(
        "Name of a guest",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter the name of the guest."),
            Length(max=100),
            Unguarded("the name of a colleague, not of a child"),
        ],
    )
    organisation = StringField(
        "Organisation or team (optional)", widget=GovTextInput(), validators=[Length(max=100)]
    )


class MinutesForm(PortalForm):
    """The minutes of one item."""

    text = TextAreaField(
        "Minutes",
        description="What was said that people need to know later. Do not name or describe any"
        " child.",
        widget=GovTextArea(),
        validators=[Length(max=20_000, message="Use at most 20,000 characters.")],
    )
    outcome = RadioField(
        "Is this item dealt with?",
        widget=GovRadioInput(),
        choices={one.value: one.label for one in (Outcome.DONE, Outcome.AGAIN)},
        validators=[Optional()],
    )

    @property
    def chosen(self) -> Outcome:
        """What became of the item."""
        known = self.outcome.data in set(Outcome)
        return Outcome(self.outcome.data) if known else Outcome.OPEN


class DecisionForm(PortalForm):
    """What was decided."""

    words = TextAreaField(
        "Decision",
        description="In one sentence that stands alone, such as “Two teams begin in May.”",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="Use at most 2,000 characters.")],
    )


class ApprovalForm(PortalForm):
    """When and where minutes were approved."""

    at = SelectField(
        "Approved at",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    on = DayField(
        "Approved on", description="For example, 27 3 2027", subject="The day", needed=True
    )
    corrections = TextAreaField(
        "Corrections (optional)",
        description="What is put right in the minutes; it stands below them.",
        widget=GovTextArea(),
        validators=[Length(max=4000, message="Use at most 4,000 characters.")],
    )

    def offer(self, meetings: list[tuple[int, str]]) -> "ApprovalForm":
        """The later meetings (number, words) that can be chosen."""
        named = [SelectChoice(str(number), words) for number, words in meetings]
        self.at.choices = [SelectChoice("", "Outside a meeting, for example by e-mail"), *named]
        return self
