"""What is entered about a milestone."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovTextArea
from wtforms import IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.journey.rules import DateMoveReason, MilestoneStatus


class MilestoneForm(PortalForm):
    """Status of a milestone, and what shows it."""

    progress = RadioField(
        "How far is this?",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose how far this is")],
    )
    happened_on = DayField(
        "Which day did it happen?",
        description="For example, 27 3 2026",
        subject="The date on which this happened",
    )
    evidence = TextAreaField(
        "What shows that it is done?",
        widget=GovTextArea(),
        description="Where it can be found, who agreed it, or a link. No names of children.",
        validators=[Length(max=4000, message="What shows it must be 4,000 characters or fewer")],
    )
    reason = TextAreaField(
        "Why does the status change?",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="The reason must be 2,000 characters or fewer")],
    )
    note = TextAreaField(
        "Note (optional)",
        widget=GovTextArea(),
        description="Anything the next reader should know.",
        validators=[Length(max=4000, message="The note must be 4,000 characters or fewer")],
    )
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired("Open the page again")])

    def offer(self, statuses: Iterable[MilestoneStatus]) -> None:
        """The statuses to choose from."""
        self.progress.choices = [SelectChoice(status.value, status.label) for status in statuses]


class MoveForm(PortalForm):
    """A new planned date, and why."""

    new_on = DayField(
        "New planned date",
        description="For example, 27 3 2027",
        subject="The new planned date",
        needed=True,
    )
    reasons = SelectMultipleField(
        "Why does the date move?",
        widget=GovCheckboxesInput(),
        description="Choose all that apply.",
        choices=[SelectChoice(reason.value, reason.label) for reason in DateMoveReason],
    )
    move_note = TextAreaField(
        "Say more (optional)",
        widget=GovTextArea(),
        description="Needed if you chose “Another reason”.",
        validators=[Length(max=2000, message="The note must be 2,000 characters or fewer")],
    )
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired("Open the page again")])
