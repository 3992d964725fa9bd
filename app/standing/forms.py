"""What is typed about statuses, requests to resume, events and mergers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.core.web.day_field import DayField, read_day
from app.core.web.forms import PortalForm, SelectChoice
from app.sites.rules import Status
from app.standing.rules import (
    Answer,
    Choice,
    Dates,
    Declaration,
    EventKind,
    Reason,
    When,
    reasons_for,
)

NO_CHILD = " Do not name or describe any child."
LIMIT = Length(max=2000, message="Use at most 2,000 characters")


def _why(label: str, hint: str, missing: str) -> TextAreaField:
    return TextAreaField(
        label,
        description=hint + NO_CHILD,
        widget=GovTextArea(),
        validators=[InputRequired(missing), LIMIT],
    )


class DeclareForm(PortalForm):
    """Why a status is declared, and from or until when; `seen` is the status that was shown."""

    to = HiddenField()
    seen = HiddenField()
    confirmed = HiddenField()
    reasons = SelectMultipleField(
        "Why?", description="Choose all that apply.", widget=GovCheckboxesInput(), choices=[]
    )
    words = _why("Say it in a sentence or two", "Everybody at the site reads this.", "Say why")
    until = DayField(
        "Paused until",
        description="The day on which you will look at it again, such as 27 3 2027. "
        "Nothing resumes by itself.",
        subject="The day until which it is paused",
    )
    on = DayField(
        "Stopped since",
        description="The last day of the work, such as 27 3 2026.",
        subject="The day on which it stopped",
    )

    def offer(self, to: Status) -> "DeclareForm":
        """The reasons that fit the status, and which of the two days is asked."""
        self.reasons.choices = [SelectChoice(one.value, one.label) for one in reasons_for(to)]
        if to is not Status.PAUSED:
            del self.until
        if to is not Status.STOPPED:
            del self.on
        else:
            self.on.needed = True
        return self

    def declaration(self, to: Status, today: date) -> Declaration:
        """What was typed; only after it was validated."""
        return Declaration(
            to,
            tuple(Reason(one) for one in self.reasons.data or ()),
            (self.words.data or "").strip(),
            self.on.data if "on" in self else today,
            self.until.data if "until" in self else None,
        )


class AskForm(PortalForm):
    """Asking to resume."""

    words = _why(
        "What has changed?",
        "For example: a new strategic lead started in March and has half a day a week for it.",
        "Say what has changed",
    )


class AnswerForm(PortalForm):
    """The NSPCC's answer."""

    answer = RadioField(
        "Your answer",
        widget=GovRadioInput(),
        choices=[
            SelectChoice(Answer.RESUME.value, "Resume: the site is active from today"),
            SelectChoice(Answer.NOT_YET.value, "Not yet"),
        ],
        validators=[InputRequired("Choose an answer")],
    )
    words = _why("Why?", "Whoever asked reads this, and so does everybody at the site.", "Say why")


class MergerForm(PortalForm):
    """Which of two adoptions goes on after a merger."""

    choice = RadioField(
        "How do they go on?",
        widget=GovRadioInput(),
        choices=[],
        validators=[InputRequired("Choose how the two adoptions go on")],
    )
    words = _why("Why?", "Everybody at both sites reads this.", "Say why")

    def offer(self, here: str, other: str) -> "MergerForm":
        """The three ways, by the names of the two sites."""
        self.choice.choices = [
            SelectChoice(Choice.THIS.value, f"{here} continues; {other} is stopped as merged"),
            SelectChoice(Choice.OTHER.value, f"{other} continues; {here} is stopped as merged"),
            SelectChoice(Choice.BOTH.value, "Both go on, side by side"),
        ]
        return self


class WhenField(DayField):
    """A day, or only a month and a year; its data is a `When`."""

    def process_data(self, value: Any) -> None:
        """Show what was entered before: a month has no day."""
        self.data = value
        if value is not None:
            first = value.first
            day = "" if value.is_month else str(first.day)
            self.raw_data = [day, str(first.month), str(first.year)]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; the three parts stay as typed."""
        parts = [str(value) for value in valuelist[:3]]
        parts += [""] * (3 - len(parts))
        self.raw_data, self.data = parts, None
        is_month = not parts[0].strip() and bool(parts[1].strip() or parts[2].strip())
        try:
            found = read_day(["1", *parts[1:]] if is_month else parts)
        except ValueError as problem:
            raise ValidationError(f"{self.subject} {problem}") from None
        if found is not None:
            self.data = When(found, is_month)


class EventForm(PortalForm):
    """An event around the work."""

    kind = SelectField(
        "What is it?",
        widget=GovSelect(),
        choices=[
            SelectChoice("", "Choose"),
            *(SelectChoice(kind.value, kind.label) for kind in EventKind),
        ],
        validators=[InputRequired("Choose what it is")],
    )
    title = StringField(
        "In a few words",
        description="For example: Children’s services move into one directorate.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Say in a few words what happens"),
            Length(max=200, message="Use at most 200 characters"),
        ],
    )
    announced = WhenField(
        "Announced",
        description="Leave the day empty if you know only the month.",
        subject="The date it was announced",
    )
    decided = WhenField("Decided (optional)", subject="The date it was decided")
    in_force = WhenField(
        "In force (optional)",
        description="When it takes, or should take, effect. It can be in the future.",
        subject="The date it is in force",
    )
    words = TextAreaField(
        "What does it mean for the work? (optional)",
        description="Which teams and people it touches, and who decides." + NO_CHILD,
        widget=GovTextArea(),
        validators=[LIMIT],
    )

    def dates(self) -> Dates:
        """What was typed; only after it was validated."""
        return Dates(self.announced.data, self.decided.data, self.in_force.data)


class RemoveForm(PortalForm):
    """Why an event is removed."""

    reason = StringField(
        "Why is it removed?",
        description="For example: entered for the wrong site. It stays in the history.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Say why it is removed"),
            Length(max=300, message="Use at most 300 characters"),
        ],
    )


def hidden_values(form: PortalForm, names: Sequence[str]) -> list[tuple[str, str]]:
    """(name, value) of what was typed, for the page that asks to check it."""
    found: list[tuple[str, str]] = []
    for name in names:
        if name in form:
            field: Any = form[name]
            data = field.raw_data if isinstance(field, DayField) else field.data
            many = data if isinstance(data, list) else [data or ""]
            found += [(name, str(one)) for one in many]
    return found
