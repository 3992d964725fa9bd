"""What is typed about an action."""

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
from app.plans.rules import Owner, Side


class ActionForm(PortalForm):
    """What is to be done, by whom, until when. What is missing is for the rules to say, so that
    all of it is said at once."""

    title = StringField(
        "What is to be done",
        description="In one line, beginning with a verb. Do not name a child or a family.",
        widget=GovTextInput(),
    )
    side = RadioField(
        "Whose action is it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(side.value, side.label) for side in Side],
        validate_choice=False,
    )
    owner = SelectField(  # that they work on this site is for the service to say
        "Who does it",
        description="They can then say themselves how far it is.",
        widget=GovSelect(),
        coerce=whole,
        choices=[],
        validate_choice=False,
    )
    owner_name = StringField(
        "Or somebody without an account",
        description="By their post, such as Data lead.",
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )
    due_on = DayField(
        "To be done by",
        description="For example, 27 3 2027",
        subject="The date by which it is to be done",
    )
    detail = TextAreaField(
        "Detail (optional)",
        description="What helps whoever does it. Do not name a child or a family.",
        widget=GovTextArea(),
    )

    objective = SelectField(
        "Which objective does it serve? (optional)",
        widget=GovSelect(),
        coerce=whole,
        choices=[],
        validate_choice=False,
    )
    barriers = barriers_field("What stands in the way?")
    facilitators = facilitators_field("What helps?")

    def offer(
        self,
        owners: Iterable[Owner],
        objectives: Iterable[tuple[int, str]] = (),
        kept: tuple[int, str] | None = None,
    ) -> None:
        """Who and which (number, title) objectives can be chosen; `kept` is (number, name) of an
        owner who cannot be any longer."""
        self.owner.choices = people_choices(owners, kept)
        self.objective.choices = [
            SelectChoice("", "No objective"),
            *(SelectChoice(str(number), title) for number, title in objectives),
        ]

    @property
    def codes(self) -> tuple[str, ...]:
        """What was ticked, of both lists."""
        return (*(self.barriers.data or ()), *(self.facilitators.data or ()))


class DoneForm(PortalForm):
    """When an action was done."""

    on = DayField(
        "When was it done?",
        description="Today, unless you say otherwise.",
        subject="The day it was done",
    )


class DropForm(PortalForm):
    """Why an action is dropped."""

    reason = TextAreaField(
        "Why is it dropped?",
        description="Everybody who sees the plan can read this.",
        widget=GovTextArea(),
    )
