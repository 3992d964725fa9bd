"""What is typed about case audits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
)
from wtforms.validators import Length, Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.core.web.number_field import WholeNumberField
from app.instruments.rules import Scale, Section
from app.plans.rules import Owner
from app.quality.rules.audits import Drawn, Grade, NewRound

NO_NAMES = "Never name or describe a child, a family or a worker."
LONGEST = 2000


def number_of(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nothing."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


class RoundForm(PortalForm):
    """A round as it is planned."""

    name = StringField(
        "Name of the round", description="Such as Autumn 2027.", widget=GovTextInput()
    )
    first_day = DayField("First day of the period", subject="The first day")
    last_day = DayField(
        "Last day of the period",
        description="Cases count that were worked on with the framework between these days.",
        subject="The last day",
    )
    available = WholeNumberField(
        "How many cases the period had",
        description="With those that were stopped or did not go on to a return.",
        fault="Enter how many cases, as a whole number",
        validators=[Optional()],
    )
    planned = WholeNumberField(
        "How many of them you audit",
        description="Ten are usual, or all if there were fewer; at least five.",
        fault="Enter how many cases, as a whole number",
        validators=[Optional()],
    )
    drawn = RadioField(
        "How the cases are drawn",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Drawn],
        validate_choice=False,
        validators=[Optional()],
    )
    drawn_note = TextAreaField(
        "How exactly, and who draws them (optional unless by hand)",
        description=f"Whoever holds a case should not choose it. {NO_NAMES}",
        widget=GovTextArea(),
    )
    due_on = DayField("Audits are done by", subject="The date by which the audits are done")
    auditors = SelectMultipleField(
        "Who audits",
        description="People who know the framework. Nobody audits a case they hold.",
        widget=GovCheckboxesInput(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )

    def offer(self, people: Iterable[tuple[int, str]]) -> "RoundForm":
        """Who can be chosen: (number, words)."""
        self.auditors.choices = [SelectChoice(str(number), words) for number, words in people]
        return self

    def said(self) -> NewRound:
        """What was typed."""
        return NewRound(
            name=self.name.data or "",
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            available=self.available.data,
            planned=self.planned.data,
            drawn=self.drawn.data or "",
            drawn_note=self.drawn_note.data or "",
            due_on=self.due_on.data,
            auditors=tuple(one for one in self.auditors.data or () if one is not None),
        )


class ReferenceField(StringField):
    """A reference that is typed once and never given back, not even to who typed it."""

    def _value(self) -> str:
        return ""


class BeginForm(PortalForm):
    """Which case is audited, and that the auditor does not hold it."""

    case_reference = ReferenceField(
        "Reference of the case in your own system",
        description="Only to recognise the same case. It is turned into a code that cannot be read "
        "back and is never shown again: from now on this is “Case 3 of this round”.",
        widget=GovTextInput(),
        validators=[Unguarded("kept as a keyed hash alone, and never shown")],
    )
    declared = BooleanField(
        "I do not hold this case and have not held it", widget=GovCheckboxInput()
    )


class StageForm(PortalForm):
    """One stage of an audit; the fields of its items are made by `stage_form`."""

    section: Section
    skipped = BooleanField("The case did not come to this stage", widget=GovCheckboxInput())
    skip_reason = TextAreaField(
        "Why not",
        description=f"For example, it was decided not to go on. {NO_NAMES}",
        widget=GovTextArea(),
        validators=[Length(max=LONGEST, message=f"This must be {LONGEST:,} characters or fewer")],
    )

    def score(self, item_id: str) -> int | None:
        """The score of an item; None where none was chosen."""
        return number_of(self[f"score_{item_id}"].data)

    def comment(self, item_id: str) -> str:
        """What was written beside it."""
        return (self[f"comment_{item_id}"].data or "").replace("\r\n", "\n").strip()

    def reason(self) -> str:
        """Why the stage was not reached."""
        return (self.skip_reason.data or "").replace("\r\n", "\n").strip()

    def errors_of(self, *names: str) -> list[str]:
        """What is wrong with some of the fields."""
        return [str(error) for name in names for error in self[name].errors]


def stage_form(section: Section, scale: Scale, kept: Mapping[str, Any] | None = None) -> StageForm:
    """The form of a stage; `kept` holds what is saved, by the name of the field."""
    choices = [SelectChoice(str(p.value), f"{p.value} – {p.label}") for p in scale.points]
    fields: dict[str, Any] = {}
    for item in section.items:
        fields[f"score_{item.id}"] = RadioField(
            item.text,
            widget=GovRadioInput(),
            choices=choices,
            description=item.hint,
            validators=[Optional()],
        )
        fields[f"comment_{item.id}"] = TextAreaField(
            f"Comment on {item.id} (optional)",
            widget=GovTextArea(),
            validators=[Length(max=LONGEST, message=f"At most {LONGEST:,} characters")],
        )
    made: type[StageForm] = type("ThisStageForm", (StageForm,), fields | {"section": section})
    return made(data=kept) if kept is None else made(formdata=None, data=kept)


class GradeForm(PortalForm):
    """The separate judgement of quality, with which an audit is handed in."""

    grade = RadioField(
        "How good was the work as a whole?",
        description="Your own judgement. Closely followed is not the same as well done.",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Grade],
        validators=[Optional()],
    )
    grade_note = TextAreaField(
        "What your judgement rests on",
        description=f"In a sentence or two. {NO_NAMES}",
        widget=GovTextArea(),
    )


class CloseForm(PortalForm):
    """Why a round ends before all planned audits are handed in."""

    reason = TextAreaField(
        "Why it ends before all planned audits are handed in",
        description="Leave empty where all are.",
        widget=GovTextArea(),
    )


@dataclass(frozen=True)
class Finding:
    """An item that can become an action: its words and what it came to."""

    id: str
    text: str
    hint: str


class FindingsForm(PortalForm):
    """Which findings become actions, who sees to them and until when."""

    ticked = SelectMultipleField(
        "Which findings should become actions?",
        widget=GovCheckboxesInput(),
        choices=[],
        validate_choice=False,
        description="Each goes into the plan with the words shown; you can change them there.",
    )
    owner = SelectField(
        "Who sees to them",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    owner_name = StringField(
        "Or somebody without an account",
        description="By their post, such as Practice lead.",
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )
    due_on = DayField("To be done by", subject="The date by which they are to be done")

    def offer(self, findings: Sequence[Finding], owners: Iterable[Owner]) -> "FindingsForm":
        """What can be ticked, and who can see to it."""
        self.ticked.choices = [SelectChoice(one.id, f"{one.id}: {one.text}") for one in findings]
        people = [SelectChoice(str(o.person_id), f"{o.name}, {o.role_label}") for o in owners]
        self.owner.choices = [SelectChoice("", "Choose a person"), *people]
        return self
