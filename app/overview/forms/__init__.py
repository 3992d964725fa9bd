"""What is entered on overview pages: a new site, a stage decision."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.sites.rules import Stage


def _whole(value: str | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nobody."""
    return int(value) if value else None


class AddSiteForm(PortalForm):
    """A new adoption: its name, who leads it, and the two dates its plan hangs on."""

    name = StringField(
        "Name of the site",
        widget=GovTextInput(),
        description="As people say it. It becomes part of the site's address.",
        validators=[
            Unguarded("the name of a place"),
            InputRequired("Enter the name of the site"),
            Length(max=100, message="The name must be 100 characters or fewer"),
        ],
    )
    lead_id = SelectField(  # that they are staff is for the service to say
        "Implementation lead", widget=GovSelect(), coerce=_whole, choices=[], validate_choice=False
    )
    deputy_id = SelectField(
        "Deputy (optional)", widget=GovSelect(), coerce=_whole, choices=[], validate_choice=False
    )
    contract_on = DayField(
        "Contract date",
        description="Day 0 of the plan. For an authority that only asks: the day it is expected "
        "on. For example, 27 3 2027",
        subject="The contract date",
        needed=True,
    )
    training_on = DayField(
        "Date of training for trainers",
        description="The plan expects it about 60 days after the contract. For example, 27 5 2027",
        subject="The date of training for trainers",
        needed=True,
    )

    def offer(self, staff: Iterable[tuple[int, str]]) -> None:
        """Who can be chosen as lead and deputy."""
        named = [SelectChoice(str(number), name) for number, name in staff]
        self.lead_id.choices = [SelectChoice("", "Choose a lead"), *named]
        self.deputy_id.choices = [SelectChoice("", "Nobody"), *named]


class StageForm(PortalForm):
    """A decision on a site's stage."""

    to = RadioField(
        "Which stage is the site in from now on?",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose a stage")],
    )
    decided_on = DayField(
        "When was it decided?",
        description="For example, 27 3 2026",
        subject="The date of the decision",
        needed=True,
    )
    reason = TextAreaField(
        "Why?",
        widget=GovTextArea(),
        description="What speaks for it, and what you took into account that is not met yet.",
        validators=[
            InputRequired("Enter the reason for the decision"),
            Length(max=2000, message="The reason must be 2,000 characters or fewer"),
        ],
    )
    evidence = TextAreaField(
        "What shows it?",
        widget=GovTextArea(),
        description="Minutes, a paper, who agreed. Needed to move forward. No names of children.",
        validators=[Length(max=2000, message="The evidence must be 2,000 characters or fewer")],
    )
    seen = HiddenField()

    def offer(self, present: Stage) -> None:
        """Every stage but the present one; the next is marked."""
        self.to.choices = [
            SelectChoice(stage.value, stage.label + _where(stage, present))
            for stage in Stage
            if stage is not present
        ]


def _where(stage: Stage, present: Stage) -> str:
    if stage.number == present.number + 1:
        return " (the next stage)"
    return " (going back)" if stage.number < present.number else " (passing a stage)"
