"""What is typed when a meeting is planned, moved or cancelled."""

from datetime import time

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea, GovTextInput
from wtforms import SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField
from app.meetings.forms.chosen import number_of
from app.meetings.rules import (
    EVENT_KINDS,
    Plan,
)

GROUP = "group-"


class WhichForm(PortalForm):
    """Which meeting it is; declared first, because errors are listed in the order of the page."""

    what = SelectField(
        "Which meeting",
        widget=GovSelect(),
        choices=[],
        validators=[InputRequired("Choose which meeting it is.")],
    )


class WhenForm(PortalForm):
    """When and where a meeting is."""

    on = DayField(
        "Date", description="For example, 27 3 2027", subject="The date of the meeting", needed=True
    )
    at = TimeField(
        "Start time",
        description="24-hour clock in London, such as 10:00 or 14:30",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the time the meeting starts, such as 10:00.")],
    )
    minutes = WholeNumberField(
        "How many minutes",
        fault="Enter how many minutes the meeting takes, such as 90.",
        validators=[InputRequired("Enter how many minutes the meeting takes, such as 90.")],
    )
    place = StringField(
        "Room or meeting link",
        description="A link starts with https://",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the room or paste the meeting link."), Length(max=300)],
    )

    def plan(self) -> Plan:
        """What was typed; only after it was validated."""
        return Plan(
            on=self.on.data,
            at=self.at.data or time(),
            minutes=self.minutes.data or 0,
            place=(self.place.data or "").strip(),
        )


class PlanForm(WhichForm, WhenForm):
    """A new meeting: of which group or which event, when, and what about."""

    agenda = TextAreaField(
        "Agenda (optional)",
        description="One item on each line. What the group left open is added by itself."
        " Do not name or describe any child.",
        widget=GovTextArea(),
        validators=[Length(max=6000, message="Use at most 6,000 characters.")],
    )

    def offer(self, groups: list[tuple[int, str]]) -> "PlanForm":
        """The groups (number, name) and events that can be chosen."""
        events = [SelectChoice(kind.value, kind.label) for kind in EVENT_KINDS]
        named = [SelectChoice(f"{GROUP}{number}", name) for number, name in groups]
        self.what.choices = [SelectChoice("", "Choose a group or an event"), *named, *events]
        return self

    @property
    def group_id(self) -> int | None:
        """The number of the chosen group; None for an event."""
        return number_of(str(self.what.data).removeprefix(GROUP))


class MoveForm(WhenForm):
    """The same, and why it moves."""

    reason = StringField(
        "Why it moves",
        description="Everyone invited is told this.",
        widget=GovTextInput(),
        validators=[InputRequired("Say in a few words why the meeting moves."), Length(max=300)],
    )


class CancelForm(PortalForm):
    """Why a meeting does not take place."""

    reason = StringField(
        "Why it is cancelled",
        description="Everyone invited is told this.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Say in a few words why the meeting is cancelled."),
            Length(max=300),
        ],
    )


class AgendaForm(PortalForm):
    """New items of an agenda."""

    agenda = TextAreaField(
        "New items",
        description="One on each line. Do not name or describe any child.",
        widget=GovTextArea(),
        validators=[Length(max=6000, message="Use at most 6,000 characters.")],
    )
