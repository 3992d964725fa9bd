"""What is typed about how often calls are, days without any, hours of those who call."""

from datetime import time
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from app.checkins.rules import Cadence, Desk, Hours, Interval
from app.checkins.rules.slots import NAMES, WEEKDAYS
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, Unguarded
from app.core.web.number_field import WholeNumberField
from app.sites.rules import Stage
from app.sites.rules.levels import Level

MANY = "Use at most 2,000 characters."
DAYS = "Enter a number of days, such as 30."
LEVELS = (Level.CONCERN, Level.ACUTE)
PARTS = (
    ("days", "Usual days between calls"),
    ("earliest", "Earliest"),
    ("latest", "Latest"),
)


class AgreementForm(PortalForm):
    """So many days between calls, for a while."""

    days = WholeNumberField(
        "How many days between calls", fault=DAYS, validators=[InputRequired(DAYS)]
    )
    until = DayField(
        "Until when",
        description="The stage’s cadence comes back the day after. For example, 27 3 2027",
        subject="The day until which it holds",
        needed=True,
    )
    reason = TextAreaField(
        "Why",
        description="Both sides read this.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say in a few words why."),
            Length(max=2000, message=MANY),
        ],
    )


class EndAgreementForm(PortalForm):
    """Back to the cadence of the stage."""

    reason = StringField(
        "Why",
        description="Both sides read this.",
        widget=GovTextInput(),
        validators=[InputRequired("Say in a few words why."), Length(max=300)],
    )


class BlackoutForm(PortalForm):
    """Days without calls."""

    first = DayField(
        "First day", description="For example, 27 3 2027", subject="The first day", needed=True
    )
    last = DayField("Last day", subject="The last day", needed=True)
    reason = StringField(
        "Why",
        description="Such as: inspection, or between Christmas and New Year. Both sides read this.",
        widget=GovTextInput(),
        validators=[InputRequired("Say in a few words why."), Length(max=300)],
    )


def stage_field(stage: Stage, part: str) -> str:
    """The name of a number of a stage."""
    return f"{stage.value.replace('-', '_')}_{part}"


def _number(label: str) -> WholeNumberField:
    return WholeNumberField(label, fault=DAYS, validators=[InputRequired(DAYS)])


class _NumbersForm(PortalForm):
    """Three numbers for each stage, one for each level that shortens; in the order of the page."""


for _stage in Stage:
    for _part, _label in PARTS:
        setattr(_NumbersForm, stage_field(_stage, _part), _number(_label))
for _level in LEVELS:
    setattr(_NumbersForm, f"level_{_level.value}", _number(f"Days at level {_level.label}"))


class ProgrammeForm(_NumbersForm):
    """The programme's cadence, and why it changes."""

    reason = TextAreaField(
        "Why it changes",
        description="Kept with this version.",
        widget=GovTextArea(),
        validators=[InputRequired("Say why it changes."), Length(max=2000, message=MANY)],
    )

    def cadence(self) -> Cadence:
        """What was typed; only after it was validated."""
        stages = {
            stage: Interval(*(self[stage_field(stage, part)].data or 0 for part, _ in PARTS))
            for stage in Stage
        }
        return Cadence(stages, {one.value: self[f"level_{one.value}"].data or 0 for one in LEVELS})


def programme_values(cadence: Cadence) -> dict[str, int]:
    """A cadence as the form shows it."""
    found = {
        stage_field(stage, part): getattr(one, part)
        for stage, one in cadence.stages.items()
        for part, _ in PARTS
    }
    return found | {f"level_{one.value}": cadence.levels[one.value] for one in LEVELS}


class _WeekForm(PortalForm):
    """From when to when on each day of the week; in the order of the page."""


for _name, _weekday in zip(WEEKDAYS, NAMES, strict=True):
    for _end, _word in (("from", "from"), ("to", "to")):
        setattr(
            _WeekForm,
            f"{_name}_{_end}",
            TimeField(f"{_weekday} {_word}", widget=GovTextInput(), validators=[Optional()]),
        )


class HoursForm(_WeekForm):
    """When somebody takes calls, and on what."""

    lunch_from = TimeField("Break from", widget=GovTextInput(), validators=[Optional()])
    lunch_to = TimeField("Break to", widget=GovTextInput(), validators=[Optional()])
    minutes = WholeNumberField(
        "How many minutes a call takes",
        fault="Enter how many minutes a call takes, such as 45.",
        validators=[InputRequired("Enter how many minutes a call takes, such as 45.")],
    )
    buffer = WholeNumberField(
        "How many minutes to keep free around a call",
        fault="Enter a number of minutes, such as 15.",
        validators=[InputRequired("Enter a number of minutes, such as 15. 0 is allowed.")],
    )
    link = StringField(
        "Your standing meeting link (optional)",
        description="Starts with https://. It is filled in when you book or offer a call.",
        widget=GovTextInput(),
        validators=[Length(max=300)],
    )
    phone = StringField(
        "Your phone number for calls (optional)",
        widget=GovTextInput(),
        validators=[Length(max=100), Unguarded("one's own number at work")],
    )

    def lunch(self) -> tuple[time | None, time | None]:
        """The break as typed."""
        return self.lunch_from.data, self.lunch_to.data

    def half_typed(self) -> list[tuple[str, str]]:
        """(field, what to do) for each day with only one of its two times."""
        return [
            (f"{name}_from", f"{NAMES[number]}: enter both times, or neither.")
            for number, name in enumerate(WEEKDAYS)
            if (self[f"{name}_from"].data is None) != (self[f"{name}_to"].data is None)
        ]

    def desk(self) -> Desk:
        """What was typed; only after it was validated."""
        week = {
            number: (self[f"{name}_from"].data, self[f"{name}_to"].data)
            for number, name in enumerate(WEEKDAYS)
            if self[f"{name}_from"].data and self[f"{name}_to"].data
        }
        begins, ends = self.lunch()
        lunch = (begins, ends) if begins and ends else None
        hours = Hours(week, lunch, self.minutes.data or 0, self.buffer.data or 0)
        return Desk(hours, (self.link.data or "").strip(), (self.phone.data or "").strip())


def hours_values(desk: Desk) -> dict[str, Any]:
    """Hours as the form shows them."""
    found: dict[str, Any] = {
        "minutes": desk.hours.minutes,
        "buffer": desk.hours.buffer,
        "link": desk.link,
        "phone": desk.phone,
    }
    found["lunch_from"], found["lunch_to"] = desk.hours.lunch or (None, None)
    for number, (opens, closes) in desk.hours.week.items():
        found |= {f"{WEEKDAYS[number]}_from": opens, f"{WEEKDAYS[number]}_to": closes}
    return found
