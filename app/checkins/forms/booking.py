"""The shape of what is typed when a call is booked, moved or cancelled."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import BooleanField, RadioField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from app.checkins.rules import Booking, Channel, day_and_time
from app.core.clock import in_london
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField

ANOTHER = "another"
NO_TIME = "Enter the time the call starts, such as 10:00."


class BookingForm(PortalForm):
    """When, how long, how, and what about."""

    on = DayField("Date", subject="The date of the call", validators=[Optional()])
    at = TimeField(
        "Start time",
        description="24-hour clock in London, such as 10:00 or 14:30",
        widget=GovTextInput(),
        validators=[Optional()],
    )
    minutes = WholeNumberField(
        "How many minutes",
        fault="Enter how many minutes the call takes, such as 45.",
        validators=[InputRequired("Enter how many minutes the call takes, such as 45.")],
    )
    channel = RadioField(
        "How you will talk",
        widget=GovRadioInput(),
        choices={channel.value: channel.label for channel in Channel},
        validators=[InputRequired("Choose how you will talk.")],
    )
    place = StringField(
        "Meeting link or phone number",
        description="A link starts with https://",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the meeting link or the phone number."), Length(max=300)],
    )
    agenda = TextAreaField(
        "What to talk about (optional)",
        description="Everyone invited sees this. Do not name or describe any child.",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="Use at most 2,000 characters.")],
    )

    twice = BooleanField("Book it all the same", widget=GovCheckboxInput(), default=False)

    def validate(self, extra_validators: object = None) -> bool:
        """The fields' own rules; day and time are wanted where they were not chosen together."""
        sound = bool(super().validate(extra_validators))
        if self.chosen is None and self.on.data is None and not self.on.errors:
            self.refuse("on", "Enter the date of the call.")
            sound = False
        if self.chosen is None and self.at.data is None and not self.at.errors:
            self.refuse("at", NO_TIME)
            sound = False
        return sound

    @property
    def chosen(self) -> datetime | None:
        """The time chosen from those proposed; None where another day or time was typed."""
        return None

    def booking(self) -> Booking:
        """What was typed; only after it was validated."""
        local = in_london(self.chosen) if self.chosen else None
        return Booking(
            on=local.date() if local else self.on.data,
            at=local.time() if local else self.at.data or time(),
            minutes=self.minutes.data or 0,
            channel=Channel(self.channel.data),
            place=(self.place.data or "").strip(),
            agenda=(self.agenda.data or "").strip(),
        )


class BookForm(BookingForm):
    """A new call: at one of the times proposed, or at another."""

    slot = RadioField(
        "When",
        widget=GovRadioInput(),
        choices=[],
        validate_choice=False,
        validators=[InputRequired("Choose a time, or another day or time.")],
    )
    remember = BooleanField(
        "Keep this as my standing meeting link", widget=GovCheckboxInput(), default=False
    )
    why = StringField(
        "Why this day all the same",
        description="The site’s history shows this.",
        widget=GovTextInput(),
        validators=[Length(max=300)],
    )

    def offer(self, times: Sequence[datetime]) -> "BookForm":
        """The times that are proposed."""
        shown = [SelectChoice(one.isoformat(), day_and_time(one)) for one in times]
        self.slot.choices = [*shown, SelectChoice(ANOTHER, "Another day or time")]
        return self

    @property
    def chosen(self) -> datetime | None:
        """The time chosen from those proposed; None where another day or time was typed."""
        return moment_of(self.slot.data or "")


def moment_of(typed: str) -> datetime | None:
    """A moment in universal time as forms carry it; None for anything else."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo and date(1990, 1, 1) < found.date() else None


class MovingForm(BookingForm):
    """The same, and why it moves."""

    reason = StringField(
        "Why it moves",
        description="The site's history shows this.",
        widget=GovTextInput(),
        validators=[InputRequired("Say in a few words why the call moves."), Length(max=300)],
    )


class CancellingForm(PortalForm):
    """Why a call does not take place."""

    reason = StringField(
        "Why it is cancelled",
        description="Everyone invited is told this.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Say in a few words why the call is cancelled."),
            Length(max=300),
        ],
    )
