"""What is typed in the chat."""

from uuid import uuid4

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovTextArea, GovTextInput
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.chat.rules import is_client_id
from app.core.web.forms import PortalForm
from app.posts.rules.places import LONGEST, LONGEST_LINE_OF_CHAT


class Numbered(PortalForm):
    """What a page gives a number of its own, so that sending it twice makes one thing."""

    client_id = HiddenField()

    @property
    def number(self) -> str:
        """That number; a new one where the page sent none."""
        typed = str(self.client_id.data or "")
        return typed if is_client_id(typed) else str(uuid4())


class SendForm(Numbered):
    """A message; the hidden fields say which one it is and what it answers."""

    text = TextAreaField(
        "Your message",
        description="Do not name or describe any child or family.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Write a message first"),
            Length(
                max=LONGEST_LINE_OF_CHAT,
                message=f"A message must be {LONGEST_LINE_OF_CHAT:,} characters or fewer",
            ),
        ],
    )
    reply_to = HiddenField()

    @classmethod
    def empty(cls, reply_to: int | None = None) -> "SendForm":
        """A form for a new message, which may answer another."""
        answered = "" if reply_to is None else str(reply_to)
        return cls(formdata=None, data={"client_id": str(uuid4()), "reply_to": answered})

    @property
    def answered(self) -> int | None:
        """The number of the message that is answered."""
        typed = str(self.reply_to.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


class OpenForm(Numbered):
    """A new room."""

    @classmethod
    def empty(cls) -> "OpenForm":
        """A form for another room."""
        return cls(formdata=None, data={"client_id": str(uuid4())})

    title = StringField(
        "Name of the room",
        description="For example, what people talk about in it.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter a name for the room"),
            Length(max=100, message="The name must be 100 characters or fewer"),
        ],
    )


class SummaryForm(PortalForm):
    """What came of the talk."""

    text = TextAreaField(
        "Summary",
        description="What was asked, what people advised, what stays open. Do not name or describe"
        " any child or family.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Write the summary first"),
            Length(max=LONGEST, message=f"The summary must be {LONGEST:,} characters or fewer"),
        ],
    )
    closes = BooleanField(
        "Close the room: it stays readable, and nobody writes in it any more",
        widget=GovCheckboxInput(),
    )
    up_to = HiddenField()

    @property
    def last(self) -> int:
        """The newest message the writer saw."""
        typed = str(self.up_to.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
