"""The shape of what is typed when a call is booked, moved or cancelled."""

from datetime import time

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import RadioField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from app.checkins.rules import Booking, Channel
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm
from app.core.web.number_field import WholeNumberField


class BookingForm(PortalForm):
    """When, how long, how, and what about."""

    on = DayField(
        "Date",
        subject="The date of the call",
        validators=[InputRequired("Enter the date of the call.")],
    )
    at = TimeField(
        "Start time",
        description="24-hour clock in London, such as 10:00 or 14:30",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the time the call starts, such as 10:00.")],
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

    def booking(self) -> Booking:
        """What was typed; only after it was validated."""
        return Booking(
            on=self.on.data,
            at=self.at.data or time(),
            minutes=self.minutes.data or 0,
            channel=Channel(self.channel.data),
            place=(self.place.data or "").strip(),
            agenda=(self.agenda.data or "").strip(),
        )


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
