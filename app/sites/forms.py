"""What people type about authorities and people."""

from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import (
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.core.web.number_field import WholeNumberField
from app.sites.rules import AuthorityType, SiteRole

LONGEST_LIST = 20_000


class UploadForm(PortalForm):
    """A register file."""

    file = FileField(
        "Register file",
        description="CSV in UTF-8, up to 2 MB and 5,000 rows.",
        widget=GovFileInput(),
    )


class ConfirmImportForm(PortalForm):
    """Import what was shown; `seen` says what that was."""

    seen = HiddenField(validators=[InputRequired()])


def _reason(label: str, hint: str = "") -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        widget=GovTextArea(),
        validators=[
            InputRequired("Say why"),
            Length(max=2000, message="Use at most 2,000 characters"),
        ],
    )


def _list(label: str, hint: str) -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        widget=GovTextArea(),
        validators=[Length(max=LONGEST_LIST, message="The list is too long")],
    )


class ReorganiseForm(PortalForm):
    """A merger, a split or a succession; names and codes stand one on each line."""

    kind = HiddenField()
    confirmed = HiddenField()
    others = _list(
        "Other authorities that merge", "The name or GSS code of each, one on each line."
    )
    existing = _list(
        "Existing authorities that take over",
        "The name or GSS code of each, one on each line. Leave empty if all are new.",
    )
    new = _list(
        "New authorities that take over",
        "The name of each, one on each line. They are added to the register.",
    )
    new_type = SelectField(
        "Type of the new authorities",
        widget=GovSelect(),
        choices=[SelectChoice(kind.value, kind.value) for kind in AuthorityType],
    )
    on = DayField(
        "First day of the new order",
        description="Often 1 April. It can be in the future, such as 1 4 2027.",
        subject="The first day of the new order",
        needed=True,
    )
    reason = _reason("Why", "For example the name of the order that provides for it.")


class UndoForm(PortalForm):
    """Taking back a reorganisation."""

    reason = _reason("Why it is taken back")


class InviteForm(PortalForm):
    """Somebody to invite to a site."""

    name = StringField(
        "Name",
        description="First name and surname.",
        widget=GovTextInput(),
        validators=[
            Unguarded("the name of a colleague, not of a child"),
            InputRequired("Enter the person’s name"),
            Length(max=100, message="Enter a name of at most 100 characters"),
        ],
    )
    email = EmailField(
        "E-mail address",
        description="Their own work address. The invitation works for seven days.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter an e-mail address"),
            Length(max=254, message="Enter an e-mail address of at most 254 characters"),
        ],
    )
    role = RadioField(
        "Role",
        widget=GovRadioInput(),
        choices=[SelectChoice(role.value, role.label) for role in SiteRole],
        validators=[InputRequired("Choose a role")],
    )

    def values(self) -> tuple[str, str, SiteRole]:
        """Name, address and role; only after it was validated."""
        return str(self.name.data), str(self.email.data), SiteRole(self.role.data)


class EndForm(PortalForm):
    """Why somebody leaves."""

    reason = _reason("Why", "For example: moved to another authority.")


def number_of(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nothing."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _percent() -> WholeNumberField:
    fault = "Enter the part of a full week as a number from 1 to 100, such as 20"
    return WholeNumberField(
        "Time for it, in percent of a full week (optional)",
        description="For example, 20 for a day a week.",
        fault=fault,
        validators=[Optional()],
    )


def _expected() -> DayField:
    return DayField(
        "They expect to leave the post on (optional)",
        description="It ends nothing: it reminds everybody to look for a successor in time.",
        subject="The day they expect to leave",
    )


class FillPostForm(PortalForm):
    """Who holds a post from now on."""

    person = SelectField(
        "Somebody of the site",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    name = StringField(
        "Or the name of somebody without an account",
        description="They get no mail. Invite them on the page before if they are to sign in.",
        widget=GovTextInput(),
        validators=[
            Unguarded("the name of a colleague, not of a child"),
            Length(max=100, message="Enter a name of at most 100 characters"),
        ],
    )
    starts_on = DayField(
        "From",
        description="Whoever holds the post until then leaves it the day before.",
        subject="The first day",
        needed=True,
    )
    percent = _percent()
    expected_until = _expected()

    def offer(self, people: list[tuple[int, str]]) -> "FillPostForm":
        """Who can be chosen."""
        named = [SelectChoice(str(number), name) for number, name in people]
        self.person.choices = [SelectChoice("", "Nobody from this list"), *named]
        return self


class ChangePostForm(PortalForm):
    """What is said of whoever holds a post, and when they leave it."""

    starts_on = DayField("From", subject="The first day", needed=True)
    percent = _percent()
    expected_until = _expected()
    ends_on = DayField(
        "Last day in the post (optional)",
        description="Empty while they stay. The post is vacant from the day after.",
        subject="The last day",
    )
    reason = TextAreaField(
        "Why they leave it (optional while they stay)",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="Use at most 2,000 characters")],
    )


class JoinForm(PortalForm):
    """A new account for somebody who was invited."""

    name = StringField(
        "Your name",
        description="First name and surname, as the people you work with know you.",
        widget=GovTextInput(),
        validators=[
            Unguarded("the name of a colleague, not of a child"),
            InputRequired("Enter your name"),
            Length(max=100, message="Enter a name of at most 100 characters"),
        ],
    )
    new_password = PasswordField(
        "Choose a password",
        description="At least 12 characters. Three random words work well, and you can paste it "
        "from a password manager.",
        widget=GovPasswordInput(),
        validators=[InputRequired("Choose a password")],
    )


class ProveForm(PortalForm):
    """The password of the account an invitation is for."""

    password = PasswordField(
        "Your password",
        widget=GovPasswordInput(),
        validators=[
            InputRequired("Enter your password"),
            Length(max=1000, message="Enter a password of at most 1,000 characters"),
        ],
    )


class AcceptForm(PortalForm):
    """Nothing but a button."""
