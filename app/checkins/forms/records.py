"""What is typed while a call is held, and when one was not held."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional

from app.checkins.rules import (
    BARRIERS,
    CONFIDENCE,
    FACILITATORS,
    GUESTS,
    HIGHEST,
    LOWEST,
    MINUTES,
    PRIVATE,
    TAKEN_PART,
    Booking,
    MissReason,
    Section,
)
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.plans.rules import Barrier, Facilitator, Owner

LONG = Length(max=4000, message="Use at most 4,000 characters.")
WHY = Length(max=1000, message="Use at most 1,000 characters.")
PLANNED, PROPOSED, OTHER, NOT_YET = "planned", "proposed", "other", "not-yet"


def number_of(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nobody."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _text(section: Section) -> TextAreaField:
    return TextAreaField(
        section.label, description=section.hint, widget=GovTextArea(), validators=[LONG]
    )


def _ticks(label: str, choices: Iterable[SelectChoice] = (), hint: str = "") -> SelectMultipleField:
    return SelectMultipleField(
        label, description=hint, widget=GovCheckboxesInput(), choices=list(choices)
    )


class NextForm(PortalForm):
    """When the next call is. It is part of the note, and of a call that was not held."""

    next = RadioField("Next call", widget=GovRadioInput(), choices=[], validators=[Optional()])
    next_on = DayField("Date of the next call", subject="The date of the next call")
    next_at = TimeField(
        "Start time",
        description="Such as 14:30",
        widget=GovTextInput(),
        validators=[Optional()],
    )
    why_not = StringField("Why not yet", widget=GovTextInput(), validators=[WHY])

    def offer_next(self, choices: Iterable[tuple[str, str]]) -> None:
        """What can be chosen: (value, words); the first is chosen unless something else was."""
        offered = list(choices)
        self.next.choices = [SelectChoice(value, words) for value, words in offered]
        if self.next.data is None and self.next.raw_data is None:
            self.next.data = offered[0][0]

    def other(self, like: Booking) -> Booking | None:
        """The time that was typed, for a call like another; None where some of it is missing."""
        if self.next_on.data is None or self.next_at.data is None:
            return None
        return _at(like, self.next_on.data, self.next_at.data)


def _at(like: Booking, on: date, at: time) -> Booking:
    return Booking(on, at, like.minutes, like.channel, like.place)


class NoteForm(NextForm):
    """The note of a call. What must be there is for the rules to say, once it is saved for good."""

    took_part = _ticks("Who took part?")
    guests = StringField(
        "Others who took part (optional)",
        description="By their post or name, such as Data lead",
        widget=GovTextInput(),
        validators=[
            Length(max=300, message="Use at most 300 characters."),
            Unguarded("the post or name of a colleague, not of a child"),
        ],
    )
    minutes = StringField("Minutes it took", widget=GovTextInput(), validators=[Length(max=4)])
    since = _text(Section.SINCE)
    people = _text(Section.PEOPLE)
    events = _text(Section.EVENTS)
    cases = _text(Section.CASES)
    training = _text(Section.TRAINING)
    quality = _text(Section.QUALITY)
    changes = _text(Section.CHANGES)
    outcomes = _text(Section.OUTCOMES)
    barriers = _ticks("What stands in the way?")
    facilitators = _ticks("What helps?")
    confidence = RadioField(
        "How sure are they that it will last?",
        description="1 is not at all, 10 is completely. Ask them.",
        widget=GovRadioInput(),
        choices=[SelectChoice(str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)],
        validators=[Optional()],
    )
    private = TextAreaField(
        "For the NSPCC only",
        description="What colleagues need to know and the authority does not read.",
        widget=GovTextArea(),
        validators=[LONG],
    )
    concern = BooleanField("Go on to raise an engagement concern", widget=GovCheckboxInput())
    action_title = StringField(
        "What is to be done",
        description="In one line, beginning with a verb.",
        widget=GovTextInput(),
        validators=[Length(max=200, message="Use at most 200 characters.")],
    )
    action_owner = SelectField(
        "Who does it",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    action_owner_name = StringField(
        "Who at the authority",
        description="By their post, such as Data lead",
        widget=GovTextInput(),
        validators=[Length(max=100), Unguarded("the post or name of a colleague, not of a child")],
    )
    action_due_on = DayField("To be done by", subject="The date by which it is to be done")
    reason = StringField(
        "What is put right",
        description="The note shows this and keeps the version before.",
        widget=GovTextInput(),
        validators=[WHY],
    )

    def offer(
        self,
        people: Iterable[tuple[int, str]],
        owners: Iterable[Owner],
        named_before: Iterable[str] = (),
    ) -> None:
        """Who can have taken part and who can do something, and which codes come first."""
        self.took_part.choices = [SelectChoice(str(number), name) for number, name in people]
        self.barriers.choices = _coded(Barrier, named_before)
        self.facilitators.choices = _coded(Facilitator, named_before)
        self.action_owner.choices = [
            SelectChoice("", "Choose who does it"),
            *(SelectChoice(str(one.person_id), f"{one.name}, {one.role_label}") for one in owners),
        ]

    def typed(self, names: Iterable[str]) -> dict[str, str]:
        """These fields as they are kept: one string each, ticks with spaces between."""
        return {name: _kept(self[name].data) for name in names}


def shown(kept: Mapping[str, str]) -> dict[str, Any]:
    """Kept fields as a form takes them."""
    ticks = (TAKEN_PART, BARRIERS, FACILITATORS)
    plain = (GUESTS, MINUTES, *Section, PRIVATE)
    found: dict[str, Any] = {name: kept.get(name, "").split() for name in ticks}
    found |= {str(name): kept.get(name, "") for name in plain}
    return found | {CONFIDENCE: kept.get(CONFIDENCE) or None}


def _kept(data: Any) -> str:
    return " ".join(sorted(data)) if isinstance(data, list) else str(data or "")


def _coded(codes: type[Barrier] | type[Facilitator], first: Iterable[str]) -> list[SelectChoice]:
    """A tick for each code; those named at the call before come first and say so."""
    known = set(first)
    before = [SelectChoice(one.value, one.label) for one in codes if one.value in known]
    return before + [SelectChoice(one.value, one.label) for one in codes if one.value not in known]


class MissedForm(NextForm):
    """Why a call was not held."""

    why = RadioField(
        "Why was it not held?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in MissReason],
        validators=[InputRequired("Choose why it was not held.")],
    )
    words = TextAreaField(
        "What happened (optional)",
        description="Everybody who sees the call can read this.",
        widget=GovTextArea(),
        validators=[WHY],
    )
