"""What the NSPCC types: an offer, why not and what else, what was given."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput
from wtforms import BooleanField, RadioField
from wtforms.validators import Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField
from app.support.forms.choosing import NO_CHILD, name_field, people_choices, person_field, text
from app.support.rules.entries import Offer, Session
from app.support.rules.kinds import Delivery, Priority


def _priority_field() -> RadioField:
    return RadioField(
        "How soon is it dealt with?",
        description="The authority sees this.",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Priority],
        validate_choice=False,
    )


class PriorityForm(PortalForm):
    """How soon it is dealt with."""

    priority = _priority_field()


class OfferForm(PortalForm):
    """What is offered, by whom, when."""

    priority = _priority_field()
    words = text("What do you offer?", f"What will be done and what it takes. {NO_CHILD}")
    helper = person_field("Who gives it?")
    helper_name = name_field("Or somebody else", "Such as an associate or another authority.")
    on = DayField(
        "On which day? (optional)",
        description="For example, 27 3 2027. Leave it empty if the day is to be agreed.",
        subject="The day of the support",
    )

    def offer(self, staff: Iterable[tuple[int, str]]) -> "OfferForm":
        """Who of the NSPCC, as (number, words), can be chosen."""
        self.helper.choices = people_choices(staff)
        return self

    def said(self) -> Offer:
        """What was typed."""
        return Offer(
            self.priority.data or "",
            self.words.data or "",
            self.helper.data,
            self.helper_name.data or "",
            self.on.data,
        )


class DeclineForm(PortalForm):
    """Why it cannot be offered, and what else may help."""

    reason = text("Why can it not be offered?", f"The authority reads this. {NO_CHILD}")
    instead = text(
        "What else may help?",
        "Another authority that solved it, a resource, a later day, somebody to ask. "
        "Nobody is left with a bare no.",
    )


class SessionForm(PortalForm):
    """A time at which support was given."""

    on = DayField(
        "When was it given?",
        description="For example, 27 3 2027",
        subject="The day it was given",
    )
    minutes = WholeNumberField(
        "How long did it take, in minutes?",
        description="Such as 90; a day is 450. Leave out preparation.",
        fault="Enter how long it took in minutes, such as 90",
        validators=[Optional()],
    )
    delivery = RadioField(
        "How was it given?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Delivery],
        validate_choice=False,
    )
    given_by = person_field("Who gave it?")
    given_by_name = name_field("Or somebody else", "Such as an associate or another authority.")
    people = WholeNumberField(
        "How many people did it reach? (optional)",
        fault="Enter a whole number, or leave it empty",
        validators=[Optional()],
    )
    words = text("What was done?", f"The authority reads this. {NO_CHILD}")
    is_last = BooleanField(
        "This was all of it: ask the authority whether it helped", widget=GovCheckboxInput()
    )

    def offer(
        self, staff: Iterable[tuple[int, str]], kept: tuple[int, str] | None = None
    ) -> "SessionForm":
        """Who of the NSPCC, as (number, words), can be chosen."""
        self.given_by.choices = people_choices(staff, kept)
        return self

    def said(self) -> Session:
        """What was typed."""
        return Session(
            self.on.data,
            self.minutes.data,
            self.delivery.data or "",
            self.given_by.data,
            self.given_by_name.data or "",
            self.people.data,
            self.words.data or "",
        )
