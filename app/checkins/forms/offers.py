"""What is typed when times are offered, picked, or none suits."""

from collections.abc import Sequence
from datetime import datetime

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.checkins.forms.booking import moment_of
from app.checkins.rules import Channel, day_and_time
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField


class OfferForm(PortalForm):
    """Times to offer, and how to talk."""

    times = SelectMultipleField(
        "Times", widget=GovCheckboxesInput(), choices=[], validate_choice=False
    )
    minutes = WholeNumberField(
        "How many minutes",
        fault="Enter how many minutes the call takes, such as 45.",
        validators=[InputRequired("Enter how many minutes the call takes, such as 45.")],
    )
    link = StringField(
        "Meeting link (optional)",
        description="Starts with https://. With a link and a number, the authority chooses.",
        widget=GovTextInput(),
        validators=[Length(max=300)],
    )
    phone = StringField(
        "Phone number (optional)",
        description="The number people should call",
        widget=GovTextInput(),
        validators=[Length(max=100)],
    )
    agenda = TextAreaField(
        "What to talk about (optional)",
        description="Everyone invited sees this. Do not name or describe any child.",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="Use at most 2,000 characters.")],
    )

    @property
    def chosen(self) -> tuple[datetime, ...]:
        """The times that were chosen; any can be, the page proposes only some."""
        found = (moment_of(one) for one in self.times.data or ())
        return tuple(one for one in found if one is not None)

    def texts(self) -> tuple[str, str, str]:
        """Link, number and what to talk about."""
        return self.link.data or "", self.phone.data or "", self.agenda.data or ""


class PickForm(PortalForm):
    """One of the times offered, and how to talk."""

    slot = RadioField(
        "Which time suits you?",
        widget=GovRadioInput(),
        choices=[],
        validators=[InputRequired("Choose a time, or say below that none suits.")],
    )
    channel = RadioField(
        "How would you like to talk?",
        widget=GovRadioInput(),
        choices=[],
        validators=[InputRequired("Choose how you would like to talk.")],
    )

    def offer(self, times: Sequence[datetime], channels: Sequence[Channel]) -> "PickForm":
        """What can be chosen; a single way to talk is not asked for."""
        self.slot.choices = [SelectChoice(one.isoformat(), day_and_time(one)) for one in times]
        self.channel.choices = [SelectChoice(one.value, one.label) for one in channels]
        if len(channels) == 1:
            self.channel.validators = []
            self.channel.validate_choice = False
            self.channel.data = channels[0].value
        return self


class WishForm(PortalForm):
    """When a call would suit, in words."""

    words = TextAreaField(
        "When would a call suit you?",
        description="Days and times, and whether it is urgent. Do not name or describe any child.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say when a call would suit you."),
            Length(max=1000, message="Use at most 1,000 characters."),
        ],
    )
