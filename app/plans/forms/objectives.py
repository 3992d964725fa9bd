"""What is typed about an objective, and about a plan that is approved."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectField, StringField, TextAreaField

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.plans.forms.choosing import (
    barriers_field,
    facilitators_field,
    people_choices,
    whole,
)
from app.plans.rules import Owner
from app.plans.rules.objectives import Area


class ObjectiveForm(PortalForm):
    """What is to be reached, how one sees it, who leads it, by when."""

    area = RadioField(
        "What is it about?",
        widget=GovRadioInput(),
        choices=[SelectChoice(area.value, area.label) for area in Area],
        validate_choice=False,
    )
    title = StringField(
        "Objective",
        description="In one line: what is different when it is reached.",
        widget=GovTextInput(),
    )
    good = TextAreaField(
        "What does good look like?",
        description="What somebody who visits you would see. Do not name a child or a family.",
        widget=GovTextArea(),
    )
    measure = StringField(
        "How will you know? (optional)",
        description="A count or a date, such as 20 of 24 practitioners trained.",
        widget=GovTextInput(),
    )
    owner = SelectField(  # that they work on this site is for the service to say
        "Who leads it",
        widget=GovSelect(),
        coerce=whole,
        choices=[],
        validate_choice=False,
    )
    owner_name = StringField(
        "Or somebody without an account",
        description="By their post, such as Head of service.",
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )
    due_on = DayField(
        "To be reached by",
        description="For example, 27 3 2027",
        subject="The date by which it should be reached",
    )
    barriers = barriers_field("What stands in the way?")
    facilitators = facilitators_field("What helps?")

    def offer(self, owners: Iterable[Owner], kept: tuple[int, str] | None = None) -> None:
        """Who can be chosen; `kept` is (number, name) of somebody who cannot be any longer."""
        self.owner.choices = people_choices(owners, kept)

    @property
    def codes(self) -> tuple[str, ...]:
        """What was ticked, of both lists."""
        return (*(self.barriers.data or ()), *(self.facilitators.data or ()))


class EndForm(PortalForm):
    """How an objective ends."""

    status = RadioField(
        "How does it end?",
        widget=GovRadioInput(),
        choices=[SelectChoice("reached", "It is reached"), SelectChoice("dropped", "Drop it")],
        validate_choice=False,
    )
    reason = TextAreaField(
        "How do you know, or why is it dropped?",
        description="Everybody who sees the plan can read this.",
        widget=GovTextArea(),
    )


class ApproveForm(PortalForm):
    """A plan is approved."""

    note = TextAreaField(
        "Where was it agreed? (optional)",
        description="Such as Steering group, 12 March.",
        widget=GovTextArea(),
    )
