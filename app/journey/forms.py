"""What is entered about milestones and their dates."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovTextArea
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.journey.rules import DateMoveReason, MilestoneStatus

REASONS = [SelectChoice(reason.value, reason.label) for reason in DateMoveReason]
ANCHOR_REASONS = [one for one in REASONS if one.value != DateMoveReason.ANCHOR_MOVED]
AGAIN = "Open the page again"


class MilestoneForm(PortalForm):
    """Status of a milestone, and what shows it."""

    progress = RadioField(
        "How far is this?",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose how far this is")],
    )
    happened_on = DayField(
        "Which day did it happen?",
        description="For example, 27 3 2026. Leave the day empty if you only know the month.",
        subject="The date on which this happened",
        month_will_do=True,
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
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(AGAIN)])

    def offer(self, statuses: Iterable[MilestoneStatus]) -> None:
        """The statuses to choose from."""
        self.progress.choices = [SelectChoice(status.value, status.label) for status in statuses]


class NewDateForm(PortalForm):
    """First step of moving a date: the new one."""

    new_on = DayField(
        "New planned date",
        description="For example, 27 3 2027",
        subject="The new planned date",
        needed=True,
    )
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(AGAIN)])


class WhyForm(PortalForm):
    """Second step: why the date moves."""

    reasons = SelectMultipleField(
        "Why does the date move?",
        widget=GovCheckboxesInput(),
        description="Choose all that apply.",
        choices=REASONS,
    )
    move_note = TextAreaField(
        "Say more (optional)",
        widget=GovTextArea(),
        description="Needed if you chose “Another reason”.",
        validators=[Length(max=2000, message="The note must be 2,000 characters or fewer")],
    )


class CheckMoveForm(PortalForm):
    """Last step: which of the milestones that build on it move as well."""

    also = SelectMultipleField(
        "Move these as well?",
        widget=GovCheckboxesInput(),
        choices=[],
        validate_choice=False,  # what cannot follow is left out
    )
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(AGAIN)])

    def offer(self, followers: Iterable[tuple[str, str]]) -> None:
        """(code, words) of what hangs on the milestone."""
        self.also.choices = [SelectChoice(code, words) for code, words in followers]


class ConfirmForm(PortalForm):
    """Planned dates that somebody stands behind, each as "code:2027-03-27"."""

    dates = SelectMultipleField(
        "Which dates are agreed?",
        widget=GovCheckboxesInput(),
        choices=[],
        validate_choice=False,
    )
    back = HiddenField()

    def offer(self, dates: Iterable[tuple[str, str]]) -> None:
        """(value, words) of the provisional dates."""
        self.dates.choices = [SelectChoice(value, words) for value, words in dates]


class ReplanForm(PortalForm):
    """How the plan is counted anew, and why; the dates it counts from stay."""

    follow = RadioField(
        "What follows the training?",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("tied", "Only what is tied to it: the ISA and the 12-month review"),
            SelectChoice("all", "Everything the programme plans after the training"),
        ],
        validators=[InputRequired("Choose what follows the training")],
    )
    reasons = SelectMultipleField(
        "Why do the dates move?",
        widget=GovCheckboxesInput(),
        description="Choose all that apply.",
        choices=ANCHOR_REASONS,
    )
    note = TextAreaField(
        "Say more (optional)",
        widget=GovTextArea(),
        description="Needed if you chose “Another reason”.",
        validators=[Length(max=2000, message="The note must be 2,000 characters or fewer")],
    )


class AnchorsForm(ReplanForm):
    """The same with new dates of contract and training."""

    contract_on = DayField(
        "Contract date",
        description="For example, 27 3 2027",
        subject="The contract date",
        needed=True,
    )
    training_on = DayField(
        "Date of training for trainers",
        description="For example, 27 5 2027",
        subject="The date of training for trainers",
        needed=True,
    )


class CheckReplanForm(PortalForm):
    """The preview was looked at: which agreed dates move as well."""

    also = SelectMultipleField(
        "Move these as well?",
        widget=GovCheckboxesInput(),
        choices=[],
        validate_choice=False,
    )
    seen = HiddenField(validators=[InputRequired(AGAIN)])

    def offer(self, agreed: Iterable[tuple[str, str]]) -> None:
        """(code, words) of the dates that somebody agreed to."""
        self.also.choices = [SelectChoice(code, words) for code, words in agreed]
