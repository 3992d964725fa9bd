"""What administrators type about accounts."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.accounts.rules import one_line
from app.core.web.forms import PortalForm, SelectChoice, Unguarded

_ADDRESS = [
    InputRequired("Enter an e-mail address in the form name@example.org"),
    Length(max=254, message="Enter an e-mail address of at most 254 characters"),
]


def _one_line(text: str | None) -> str | None:
    return one_line(text) if text else text


class ReasonForm(PortalForm):
    """Why an account is closed or opened again."""

    reason = TextAreaField(
        "Why",
        description="The audit trail keeps this. Name no child and no other person.",
        widget=GovTextArea(),
        filters=[_one_line],
        validators=[
            InputRequired("Say why, in ten characters or more"),
            Length(min=10, max=500, message="Say why, in 10 to 500 characters"),
        ],
    )


class EraseForm(ReasonForm):
    """Why somebody is erased, and their address once more, so that it is nobody else."""

    email = EmailField(
        "Their e-mail address",
        description="So that it is the right account.",
        widget=GovTextInput(),
        validators=_ADDRESS,
    )


class NewAddressForm(PortalForm):
    """A new address for somebody who has lost their mailbox."""

    email = EmailField("New e-mail address", widget=GovTextInput(), validators=_ADDRESS)
    proof = TextAreaField(
        "How you know it is them",
        description="Such as “Called back on the number in the contract and asked their manager.” "
        "The audit trail keeps this.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say how the person proved who they are, in ten characters or more"),
            Length(max=500, message="Use at most 500 characters"),
        ],
    )


class InviteForm(PortalForm):
    """A colleague at the NSPCC."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        validators=[
            Unguarded("the name of a colleague, not of a child"),
            InputRequired("Enter the person’s name"),
            Length(max=100, message="Enter a name of at most 100 characters"),
        ],
    )
    email = EmailField("E-mail address", widget=GovTextInput(), validators=_ADDRESS)
    role = RadioField(
        "What they will do",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("lead", "Implementation lead: looks after authorities"),
            SelectChoice("admin", "Administrator: also manages accounts, mail and the register"),
        ],
        validators=[InputRequired("Choose what they will do")],
    )


class ConfirmForm(PortalForm):
    """Nothing but a button."""
