"""What is typed about agreed measures and pulses."""

from collections.abc import Mapping
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import AmountField, WholeNumberField
from app.journey.rules.outcomes import Sort, Wanted
from app.measures.rules.agreed import Measure, Value
from app.measures.rules.periods import Every
from app.measures.rules.pulse import Questions

NO_CHILD = "Do not name or describe any child or family."
OF_HOW_MANY = "Enter of how many, as a whole number"


class MeasureForm(PortalForm):
    """A measure; its name, unit, sort and way are those of the menu, unless it is one's own."""

    name = StringField("What is measured", widget=GovTextInput())
    definition = TextAreaField(
        "What exactly is counted",
        description=f"Of whom, in which period, and what does not count. {NO_CHILD}",
        widget=GovTextArea(),
    )
    why = TextAreaField("Why it matters", widget=GovTextArea())
    sort = RadioField(
        "What sort of number is it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Sort],
        validate_choice=False,
    )
    unit = StringField(
        "Unit",
        description="Such as children or days; a percentage needs none.",
        widget=GovTextInput(),
    )
    wanted = RadioField(
        "Which way is better?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Wanted],
        validate_choice=False,
    )
    every = RadioField(
        "How often is it measured?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Every],
        validate_choice=False,
    )
    owner_id = SelectField("Who sees to it?", widget=GovSelect(), choices=[], validate_choice=False)
    owner_role = StringField(
        "Or a role, if it is no one person",
        description="Such as performance team.",
        widget=GovTextInput(),
    )
    baseline = AmountField("Value before you began (optional)", fault="Enter a number, such as 42")
    baseline_n = WholeNumberField(
        "Of how many, unless it is a count",
        fault=OF_HOW_MANY,
        validators=[Optional()],
    )
    baseline_on = DayField("Day the baseline is of", subject="The day of the baseline")
    baseline_source = StringField(
        "Where the baseline comes from",
        description="Such as the report of the case system.",
        widget=GovTextInput(),
    )
    target = AmountField("Value you want to reach", fault="Enter a number, such as 60")
    target_on = DayField("By when", subject="The day of the target")
    reason = TextAreaField(
        "Why does it change?",
        description=f"What it said before stays readable. {NO_CHILD}",
        widget=GovTextArea(),
    )

    def offer(self, owners: Mapping[int, str]) -> None:
        """Who can be chosen; whoever was and has left stays chosen."""
        kept = str(self.owner_id.data or "")
        found = {str(number): name for number, name in owners.items()}
        if kept and kept not in found:
            found[kept] = "Who sees to it now"
        self.owner_id.choices = [
            SelectChoice("", "Nobody in person"),
            *(SelectChoice(number, name) for number, name in found.items()),
        ]

    def said(self, code: str) -> Measure:
        """What was typed, of a measure of the menu or `own`."""
        owner = str(self.owner_id.data or "")
        return Measure(
            code,
            self.name.data or "",
            self.definition.data or "",
            self.why.data or "",
            self.unit.data or "",
            self.sort.data or "",
            self.wanted.data or "",
            self.every.data or "",
            int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 10 else None,
            self.owner_role.data or "",
            self.baseline.data,
            self.baseline_n.data,
            self.baseline_on.data,
            self.baseline_source.data or "",
            self.target.data,
            self.target_on.data,
        )


def measure_form(kept: Measure | None = None) -> MeasureForm:
    """The form of a measure, as it is kept or empty."""
    return MeasureForm(data=vars(kept) | {"owner_id": str(kept.owner_id or "")} if kept else {})


class ValueForm(PortalForm):
    """The value of a period."""

    value = AmountField("Value", fault="Enter a number, such as 42")
    n = WholeNumberField("Of how many", fault=OF_HOW_MANY, validators=[Optional()])
    note = TextAreaField(
        "Note (optional)",
        description=f"What one should know to read the number. {NO_CHILD}",
        widget=GovTextArea(),
    )
    reason = TextAreaField(
        "Why does the value change?",
        description=f"What was said before stays readable. {NO_CHILD}",
        widget=GovTextArea(),
    )

    def said(self) -> Value:
        """What was typed."""
        return Value(self.value.data, self.n.data, self.note.data or "")


class RetireForm(PortalForm):
    """Why a measure is measured no longer."""

    why = TextAreaField("Why is it no longer measured?", description=NO_CHILD, widget=GovTextArea())


class AgreeForm(PortalForm):
    """Nothing to type: a button."""


class OpenPulseForm(PortalForm):
    """How long a pulse takes answers."""

    closes_on = DayField(
        "Last day for answers",
        description="Two weeks are usual.",
        subject="The last day for answers",
    )
    asked = WholeNumberField(
        "How many practitioners do you ask? (optional)",
        description="To see how many of them answered.",
        fault="Enter how many, as a whole number",
        validators=[Optional()],
    )


def answer_form(questions: Questions) -> PortalForm:
    """The questions of a pulse, each with the five points of the scale."""
    fields: dict[str, Any] = {
        one.id: RadioField(
            one.text,
            widget=GovRadioInput(),
            choices=[
                SelectChoice(str(point), f"{point} – {label}")
                for point, label in enumerate(questions.points, 1)
            ],
            validate_choice=False,
        )
        for one in questions.each
    }
    made: type[PortalForm] = type("AnswerForm", (PortalForm,), fields)
    return made()


def points_of(form: PortalForm, questions: Questions) -> dict[str, int]:
    """What was chosen, by question; questions without an answer are missing."""
    chosen = {one.id: str(form[one.id].data) for one in questions.each}
    return {key: int(point) for key, point in chosen.items() if point in ("1", "2", "3", "4", "5")}
