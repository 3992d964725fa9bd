"""What is typed about groups and who sits in them."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextArea, GovTextInput
from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.core.web.number_field import WholeNumberField
from app.meetings.forms.chosen import number_of
from app.meetings.rules import (
    GROUP_KINDS,
    SEATS,
    Kind,
    MemberRole,
    Seat,
    Terms,
)


class GroupForm(PortalForm):
    """The terms of reference of a group."""

    kind = RadioField(
        "What sort of group is it?",
        widget=GovRadioInput(),
        choices={kind.value: kind.label for kind in GROUP_KINDS},
        validators=[InputRequired("Choose what sort of group it is.")],
    )
    name = StringField(
        "Name",
        description="For example, Steering group, or Practice group north.",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the name of the group."), Length(max=100)],
    )
    set_up_on = DayField(
        "Set up on",
        description="For example, 27 3 2027",
        subject="The day it was set up",
        needed=True,
    )
    purpose = TextAreaField(
        "What it is for",
        widget=GovTextArea(),
        validators=[InputRequired("Say in a sentence what the group is for."), Length(max=2000)],
    )
    decides = TextAreaField(
        "What it decides",
        description="And what it must take elsewhere.",
        widget=GovTextArea(),
        validators=[InputRequired("Say what the group can decide by itself."), Length(max=2000)],
    )
    meets = StringField(
        "How often it meets",
        description="For example, every six weeks for 90 minutes.",
        widget=GovTextInput(),
        validators=[InputRequired("Say how often the group meets."), Length(max=200)],
    )
    quorum = WholeNumberField(
        "Quorum",
        description="How many members must be there to decide. Guests do not count.",
        fault="Enter the quorum as a number, such as 4.",
        validators=[InputRequired("Enter the quorum as a number, such as 4.")],
    )

    def terms(self) -> Terms:
        """What was typed; only after it was validated."""
        return Terms(
            kind=Kind(self.kind.data),
            name=self.name.data or "",
            purpose=self.purpose.data or "",
            decides=self.decides.data or "",
            meets=self.meets.data or "",
            quorum=self.quorum.data or 0,
            set_up_on=self.set_up_on.data,
        )


class SeatForm(PortalForm):
    """Somebody's seat, whether they have an account or not."""

    person = SelectField(
        "Somebody with an account",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    name = StringField(
        "Or the name of a partner without one",
        widget=GovTextInput(),
        validators=[Length(max=100), Unguarded("the name of a colleague, not of a child")],
    )
    email = EmailField(
        "Their e-mail address (optional)",
        description="Invitations for their calendar go there.",
        widget=GovTextInput(),
        validators=[
            Optional(),
            Length(max=254),
            Regexp(
                r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$",
                message="Enter an e-mail address like name@example.org, or leave it empty.",
            ),
        ],
    )
    organisation = StringField(
        "Organisation or team",
        description="For example, Health, or Court team.",
        widget=GovTextInput(),
        validators=[Length(max=100)],
    )
    role = RadioField(
        "Role in the group",
        widget=GovRadioInput(),
        choices={role.value: role.label for role in SEATS},
        validators=[InputRequired("Choose a role in the group.")],
    )
    starts_on = DayField("Member from", subject="The first day", needed=True)
    ends_on = DayField(
        "Until (optional)", description="Empty while the person stays.", subject="The last day"
    )

    def offer(self, people: list[tuple[int, str, str]]) -> "SeatForm":
        """Who can be chosen: (number, name, what they do)."""
        named = [SelectChoice(str(number), f"{name}, {does}") for number, name, does in people]
        self.person.choices = [SelectChoice("", "Nobody from this list"), *named]
        return self

    def seat(self) -> Seat:
        """What was typed; only after it was validated."""
        return Seat(
            role=MemberRole(self.role.data),
            organisation=self.organisation.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            person_id=self.person.data,
            name=self.name.data or "",
            email=self.email.data or "",
        )
