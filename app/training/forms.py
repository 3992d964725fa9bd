"""What is typed about training. What is missing is for the rules to say, all of it at once."""

from collections.abc import Iterable

from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovFileInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.core.web.number_field import WholeNumberField
from app.training.rules.register import FOR_TRAINERS, IN_HOUSE, Course, StaffRole

MOST_DIGITS = 9  # of a number that every database can be asked for


def _whole(value: object) -> int | None:
    """A number chosen in a list; the empty entry, and what is no number, is none."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


def _ticked(value: object) -> int:
    """A number that was ticked; what is none is the number of nothing."""
    return _whole(value) or 0


class TeamForm(PortalForm):
    """A team and its intended numbers. What is missing is for the rules to say."""

    name = StringField("Name of the team", widget=GovTextInput())
    practitioners = WholeNumberField(
        "Practitioners who are to be trained",
        description="How many posts, also those vacant now.",
        fault="Enter how many practitioners, as a whole number",
        validators=[Optional()],
    )
    managers = WholeNumberField(
        "Managers who are to be trained",
        description="0 if none.",
        fault="Enter how many managers, as a whole number",
        validators=[Optional()],
    )


class EntryForm(PortalForm):
    """Somebody of the register."""

    name = StringField(
        "Name",
        description="Only people of your authority can read it. The NSPCC sees numbers.",
        widget=GovTextInput(),
        validators=[Unguarded("the name of a colleague, not of a child")],
    )
    team = SelectField("Team", widget=GovSelect(), coerce=_whole, choices=[], validate_choice=False)
    role = RadioField(
        "Role",
        widget=GovRadioInput(),
        choices=[SelectChoice(role.value, role.label) for role in StaffRole],
        validate_choice=False,
    )
    started_on = DayField(
        "First day in the team (optional)",
        description="For example, 1 9 2026. Leave empty if nobody knows.",
        subject="The first day",
    )
    left_on = DayField(
        "Last day in the team (optional)",
        description="Leave empty while they stay. It can be ahead.",
        subject="The last day",
    )

    def offer(self, teams: Iterable[tuple[int, str]]) -> None:
        """The teams that can be chosen: (number, name)."""
        named = [SelectChoice(str(number), name) for number, name in teams]
        self.team.choices = [SelectChoice("", "Choose a team"), *named]


class TrainedForm(PortalForm):
    """Somebody was trained, outside a session that the portal knows."""

    course = SelectField(
        "Course",
        widget=GovSelect(),
        choices=[SelectChoice(course.value, course.label) for course in IN_HOUSE],
        validate_choice=False,
    )
    trained_on = DayField("When?", description="For example, 27 3 2027", subject="The day")


class UploadForm(PortalForm):
    """A register as a file."""

    file = FileField(
        "Register file",
        description="Excel (XLSX) or CSV in UTF-8, up to 500 kB and 2,000 people.",
        widget=GovFileInput(),
    )


class ConfirmForm(PortalForm):
    """Import what was shown: the rows of the file, and what the comparison with them was."""

    rows = HiddenField()
    seen = HiddenField()


class SessionForm(PortalForm):
    """A training session that is planned."""

    course = RadioField("Course", widget=GovRadioInput(), choices=[], validate_choice=False)
    held_on = DayField("Day", description="For example, 27 3 2027", subject="The day")
    venue = StringField("Place", description="A room or town, or Online.", widget=GovTextInput())
    places = WholeNumberField(
        "Places", fault="Enter how many places, as a whole number", validators=[Optional()]
    )
    trainers = SelectMultipleField(
        "Trainers",
        widget=GovCheckboxesInput(),
        coerce=_ticked,
        choices=[],
        validate_choice=False,
    )
    with_nspcc = BooleanField("Somebody of the NSPCC teaches with them", widget=GovCheckboxInput())

    def offer(self, trainers: Iterable[tuple[int, str]], *, for_trainers: bool) -> None:
        """Courses and trainers that can be chosen."""
        courses: tuple[Course, ...] = FOR_TRAINERS if for_trainers else IN_HOUSE
        self.course.choices = [SelectChoice(one.value, one.label) for one in courses]
        self.trainers.choices = [SelectChoice(str(number), name) for number, name in trainers]


class PeopleForm(PortalForm):
    """People ticked in a list: who has a place, who came."""

    people = SelectMultipleField(
        "People",
        widget=GovCheckboxesInput(),
        coerce=_ticked,
        choices=[],
        validate_choice=False,
    )

    def offer(self, people: Iterable[tuple[int, str]], legend: str) -> None:
        """Who can be ticked, and the question."""
        self.people.choices = [SelectChoice(str(number), name) for number, name in people]
        self.people.label.text = legend


class TrainerForm(PortalForm):
    """A trainer of the authority."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        validators=[Unguarded("the name of a colleague, not of a child")],
    )
    email = EmailField("Work e-mail address (optional)", widget=GovTextInput())


class LicenceForm(PortalForm):
    """A licence that is issued or renewed."""

    issued_on = DayField("Issued on", subject="The day of issue")
    expires_on = DayField(
        "Expires on", description="The last day on which it is good.", subject="The last day"
    )


class WithdrawForm(PortalForm):
    """Why a licence is withdrawn."""

    reason = TextAreaField(
        "Why is it withdrawn?",
        description="The authority can read this.",
        widget=GovTextArea(),
    )


class LeftForm(PortalForm):
    """A trainer stops."""

    left_on = DayField(
        "Last day as a trainer",
        description="Leave empty if they stay.",
        subject="The last day",
    )


class OneAnswerForm(PortalForm):
    """A question of the assessment with one right answer."""

    chosen = RadioField("Question", widget=GovRadioInput(), choices=[], validate_choice=False)

    def offer(self, answers: Iterable[tuple[str, str]], question: str) -> None:
        """The answers, and the question."""
        self.chosen.choices = [SelectChoice(value, text) for value, text in answers]
        self.chosen.label.text = question

    @property
    def given(self) -> list[str]:
        """The ids of what was chosen."""
        return [self.chosen.data] if self.chosen.data else []


class SeveralAnswersForm(PortalForm):
    """A question of the assessment with several right answers."""

    chosen = SelectMultipleField(
        "Question", widget=GovCheckboxesInput(), choices=[], validate_choice=False
    )

    def offer(self, answers: Iterable[tuple[str, str]], question: str) -> None:
        """The answers, and the question."""
        self.chosen.choices = [SelectChoice(value, text) for value, text in answers]
        self.chosen.label.text = question

    @property
    def given(self) -> list[str]:
        """The ids of what was chosen."""
        return list(self.chosen.data or ())


class InviteForm(PortalForm):
    """Who is invited to the assessment."""

    people = SelectMultipleField(
        "Who is invited?",
        widget=GovCheckboxesInput(),
        coerce=_ticked,
        choices=[],
        validate_choice=False,
    )
    session = SelectField(
        "After which session? (optional)",
        description="So that results can be counted for the session.",
        widget=GovSelect(),
        coerce=_whole,
        choices=[],
        validate_choice=False,
    )

    def offer(self, people: Iterable[tuple[int, str]], sessions: Iterable[tuple[int, str]]) -> None:
        """Members of the site and the sessions that were held."""
        self.people.choices = [SelectChoice(str(number), name) for number, name in people]
        held = [SelectChoice(str(number), said) for number, said in sessions]
        self.session.choices = [SelectChoice("", "No session"), *held]


class WithdrawCertificateForm(PortalForm):
    """Why a certificate is withdrawn."""

    reason = TextAreaField(
        "Why is it withdrawn?",
        description="Read in your authority only. The public page says that it was withdrawn.",
        widget=GovTextArea(),
    )


class NumberForm(PortalForm):
    """The number of a certificate that somebody wants to verify."""

    number = StringField(
        "Number of the certificate",
        description="Twelve letters and digits, such as 7KMD-P4XR-WJ3C. Small letters, blanks "
        "and hyphens make no difference.",
        widget=GovTextInput(),
        validators=[Unguarded("a number of ours, looked up and not kept")],
    )
