"""What the authority types: what it needs, what else would help, whether it helped."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextInput
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField
from app.plans.rules import Barrier
from app.support.forms.choosing import NO_CHILD, name_field, people_choices, person_field, text
from app.support.rules.entries import Asker, Need
from app.support.rules.kinds import Helped, Kind


class NeedForm(PortalForm):
    """What is needed, for whom, by when."""

    title = StringField(
        "What is needed?",
        description="In one line, such as: Somebody who opens our managers’ day",
        widget=GovTextInput(),
    )
    detail = text(
        "What should the support do?",
        f"What it is about, and what you have tried. {NO_CHILD}",
    )
    kind = RadioField(
        "What kind of support is it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Kind],
        validate_choice=False,
    )
    for_whom = StringField(
        "Whom is it for?",
        description="Teams or roles, such as: two duty teams and their managers",
        widget=GovTextInput(),
    )
    people = WholeNumberField(
        "About how many people? (optional)",
        fault="Enter a whole number, or leave it empty",
        validators=[Optional()],
    )
    needed_by = DayField(
        "By when is it needed? (optional)",
        description="For example, 27 3 2027. Leave it empty if there is no date.",
        subject="The day by which it is needed",
    )
    urgency = StringField(
        "What makes it urgent? (optional)",
        description="Such as: the inspection begins in May",
        widget=GovTextInput(),
    )
    barrier = SelectField(
        "Does something stand in the way that it should change? (optional)",
        widget=GovSelect(),
        choices=[
            SelectChoice("", "Nothing in particular"),
            *(SelectChoice(code.value, code.label) for code in Barrier),
        ],
        validate_choice=False,
    )

    def said(self) -> Need:
        """What was typed."""
        return Need(
            self.title.data or "",
            self.detail.data or "",
            self.kind.data or "",
            self.for_whom.data or "",
            self.people.data,
            self.needed_by.data,
            self.urgency.data or "",
            self.barrier.data or "",
        )


class PhoneForm(NeedForm):
    """The same, entered by the NSPCC for somebody who asked on the phone."""

    asker = person_field("Who asked?", "They get a mail that it is entered, and each answer.")
    asker_name = name_field("Or somebody without an account", "By name or post.")
    asked_on = DayField(
        "When did they ask?",
        description="Answer times count from this day.",
        subject="The day they asked",
    )

    def offer(self, people: Iterable[tuple[int, str]]) -> "PhoneForm":
        """Who of the authority, as (number, words), can be chosen."""
        self.asker.choices = people_choices(people)
        return self

    def asked_by(self) -> Asker:
        """Who asked, and when."""
        return Asker(self.asker.data, self.asker_name.data or "", self.asked_on.data)


class AgainForm(PortalForm):
    """What would help instead."""

    words = text(
        "What would help instead?",
        f"Another day, another form, somebody else: say what would suit you. {NO_CHILD}",
    )


class WithdrawForm(PortalForm):
    """Why it is not needed any longer."""

    words = text("Why is it not needed any longer?", f"The NSPCC reads this. {NO_CHILD}")


class CloseForm(PortalForm):
    """Whether it helped."""

    helped = RadioField(
        "Did the support help?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Helped],
        validate_choice=False,
    )
    words = text(
        "What changed, or what was missing?",
        f"You can leave this empty if it helped. {NO_CHILD}",
    )
