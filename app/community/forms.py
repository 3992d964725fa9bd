"""What members choose and type here: digest, messages, interests."""

from uuid import uuid4

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
)
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import UUID, InputRequired

from app.core.web.forms import PortalForm, SelectChoice
from app.members.rules import TAGS
from app.members.rules.digests import WEEKDAYS, Choice, Every

NO_CHILD = "Do not name or describe any child or family."


class DigestForm(PortalForm):
    """How often the digest comes, and on which day of the week."""

    every = RadioField(
        "How often do you want the digest?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Every],
        validators=[InputRequired("Choose how often you want the digest")],
    )
    weekday = SelectField(
        "If it is once a week, on which day?",
        widget=GovSelect(),
        choices=[SelectChoice(str(number), name) for number, name in enumerate(WEEKDAYS)],
    )

    def said(self) -> Choice:
        """What is chosen."""
        return Choice(Every(self.every.data), int(self.weekday.data or 0))


class MessageForm(PortalForm):
    """A message to one member. The token makes of two clicks one message."""

    token = HiddenField(default=lambda: str(uuid4()), validators=[UUID("Open the page again")])
    text = TextAreaField(
        "Your message",
        description=f"They read and answer it here; neither of you learns an address. {NO_CHILD}",
        widget=GovTextArea(),
    )


class InterestsForm(PortalForm):
    """Which subjects somebody wants to hear of."""

    interests = SelectMultipleField(
        "What interests you",
        description="Nobody sees this unless you show it in your profile.",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(key, words) for key, words in TAGS.items()],
    )
