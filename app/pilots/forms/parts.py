"""What is typed about the rows of a plan and the steps of a roll-out."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectField, StringField, TextAreaField

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.core.web.number_field import AmountField
from app.journey.rules.outcomes import MENU, OWN, Wanted
from app.pilots.forms.chosen import NO_CHILD, ReasonForm
from app.pilots.rules.plan import Measure, Part, Risk, Step, Strategy

WHO = "By name or post, such as Data lead."


class StrategyForm(ReasonForm):
    """Something the pilot tries."""

    what = StringField(
        "What do you try?",
        description="In one line, such as Draw the family tree together at the first visit.",
        widget=GovTextInput(),
    )
    signs = TextAreaField(
        "How will you know whether it works?",
        description=f"What you would see, hear or count. {NO_CHILD}",
        widget=GovTextArea(),
    )
    cycle = TextAreaField(
        "Plan, do, study, act (optional)",
        description="How small you begin, for how long, who looks at it when, who decides.",
        widget=GovTextArea(),
    )

    def said(self) -> Strategy:
        """What was typed."""
        return Strategy(self.what.data or "", self.signs.data or "", self.cycle.data or "")


class MeasureForm(ReasonForm):
    """What the pilot is judged by."""

    code = SelectField(
        "Measure",
        description="Those counted every month are worked out for you at the review.",
        widget=GovSelect(),
        choices=[
            SelectChoice("", "Choose a measure"),
            *(SelectChoice(one.code, one.name) for one in MENU),
            SelectChoice(OWN, "A measure of our own"),
        ],
        validate_choice=False,
    )
    name = StringField(
        "Name, for a measure of your own",
        description="Leave empty for one of the list.",
        widget=GovTextInput(),
    )
    unit = StringField(
        "Unit, for a measure of your own",
        description="Such as children, days or %.",
        widget=GovTextInput(),
    )
    wanted = RadioField(
        "Which way is better? For a measure of your own",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Wanted],
        validate_choice=False,
    )
    baseline = AmountField(
        "Baseline (optional)",
        description="The value before the pilot. Leave empty while nobody knows it.",
        fault="Enter the baseline as a number, such as 12 or 6.5",
    )
    target = AmountField(
        "Target",
        description="The value you want to reach by the end.",
        fault="Enter the target as a number, such as 12 or 6.5",
    )

    def said(self) -> Measure:
        """What was typed."""
        return Measure(
            self.code.data or "",
            self.name.data or "",
            self.unit.data or "",
            self.wanted.data or "",
            self.baseline.data,
            self.target.data,
        )


class RiskForm(ReasonForm):
    """What may go wrong."""

    what = StringField(
        "What may go wrong?",
        description="In one line, such as Two of four practitioners leave.",
        widget=GovTextInput(),
    )
    response = TextAreaField("What do you do about it?", description=NO_CHILD, widget=GovTextArea())
    owner_name = StringField(
        "Who sees to it?",
        description=WHO,
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )

    def said(self) -> Risk:
        """What was typed."""
        return Risk(self.what.data or "", self.response.data or "", self.owner_name.data or "")


class StepForm(ReasonForm):
    """A team that begins after the pilot."""

    team = StringField("Team or service", widget=GovTextInput())
    starts_on = DayField("When does it begin?", subject="The day it begins")
    training = TextAreaField(
        "Training it needs (optional)",
        description="Who, which course, until when. Managers first.",
        widget=GovTextArea(),
    )
    owner_name = StringField(
        "Who sees to it?",
        description=WHO,
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )

    def said(self) -> Step:
        """What was typed."""
        return Step(
            self.team.data or "",
            self.starts_on.data,
            self.training.data or "",
            self.owner_name.data or "",
        )


class RemoveForm(PortalForm):
    """A row is taken away; the field is shown once the plan is agreed."""

    why = TextAreaField(
        "Why is it taken away?",
        description="The plan as it was agreed stays readable.",
        widget=GovTextArea(),
    )


FORMS: dict[type[Part], type[Any]] = {
    Strategy: StrategyForm,
    Measure: MeasureForm,
    Risk: RiskForm,
    Step: StepForm,
}


PartForm = StrategyForm | MeasureForm | RiskForm | StepForm
"""A row of a plan; `said` is what was typed."""
