"""What people type about themselves: signing in, passwords, name and e-mail address."""

import re

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovPasswordInput, GovTextInput
from wtforms import BooleanField, EmailField, HiddenField, IntegerField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import HiddenInput

from app.accounts.rules import one_line, plain_email
from app.core.web.forms import PortalForm, Unguarded

LONGEST_PASSWORD = 1000
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_EMAIL_SHAPE = "Enter an e-mail address in the form name@example.org"


def _shaped_like_an_address(_form: PortalForm, field: EmailField) -> None:
    if not _ADDRESS.fullmatch(field.data or ""):
        raise ValidationError(_EMAIL_SHAPE)


def _email(label: str, hint: str = "") -> EmailField:
    return EmailField(
        label,
        description=hint,
        widget=GovTextInput(),
        filters=[lambda typed: plain_email(typed) if typed else typed],
        validators=[
            InputRequired("Enter an e-mail address"),
            Length(max=254, message="Enter an e-mail address of at most 254 characters"),
            _shaped_like_an_address,
        ],
    )


def _password(label: str, missing: str, hint: str = "") -> PasswordField:
    return PasswordField(
        label,
        description=hint,
        widget=GovPasswordInput(),
        validators=[
            InputRequired(missing),
            Length(
                max=LONGEST_PASSWORD,
                message=f"Enter a password of at most {LONGEST_PASSWORD} characters",
            ),
        ],
    )


def _new_password() -> PasswordField:
    return _password(
        "New password",
        "Enter a new password",
        "At least 12 characters. Three random words work well, and you can paste it from a "
        "password manager.",
    )


class SignInForm(PortalForm):
    """E-mail address and password, and where to go afterwards."""

    email = _email("E-mail address")
    password = _password("Password", "Enter your password")
    next = HiddenField()


class AskResetForm(PortalForm):
    """The address a link for a new password goes to."""

    email = _email("E-mail address")


class ChoosePasswordForm(PortalForm):
    """A new password, typed once: it can be shown while it is typed."""

    new_password = _new_password()


class ConfirmForm(PortalForm):
    """Nothing but a button."""


class NameForm(PortalForm):
    """The name a person is shown with."""

    name = StringField(
        "Name",
        description="First name and surname, as the people you work with know you.",
        widget=GovTextInput(),
        filters=[lambda typed: one_line(typed) if typed else typed],
        validators=[
            Unguarded("the name of a colleague, not of a child"),
            InputRequired("Enter your name"),
            Length(max=100, message="Enter a name of at most 100 characters"),
        ],
    )

    def validate_name(self, field: StringField) -> None:
        """A name of nothing but spaces is none."""
        if not field.data:
            raise ValidationError("Enter your name")


class PasswordForm(PortalForm):
    """The present password and a new one."""

    current_password = _password("Present password", "Enter your present password")
    new_password = _new_password()


class EmailForm(PortalForm):
    """A new e-mail address and the present password."""

    email = _email("New e-mail address", "We send a link there. Nothing changes until you use it.")
    current_password = _password("Your password", "Enter your password")


class DeviceForm(PortalForm):
    """Which device to sign out."""

    device = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 2_000_000_000)]
    )


class FeedForm(PortalForm):
    """What a calendar that is subscribed to holds beside calls and meetings."""

    with_due_days = BooleanField(
        "Also show the days on which my actions and the milestones of my sites are due",
        widget=GovCheckboxInput(),
    )
