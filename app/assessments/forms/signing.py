"""The end of a round: sign-off, the NSPCC's answer, opening it again."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from app.assessments.forms.limits import LONGEST_REASON, no_longer
from app.assessments.rules import tidy
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.instruments.rules import Instrument


class SignOffForm(PortalForm):
    """Signing off; the reason is asked only where something is missing."""

    caveat = TextAreaField(
        "Why you sign off all the same",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_REASON, "The reason")],
        description="Kept with the result, so that whoever reads it later knows.",
    )


class DecisionForm(PortalForm):
    """What the NSPCC decides and answers; fields for sections are made by `decision_form`."""

    decision = RadioField(
        "What is decided?",
        widget=GovRadioInput(),
        choices=[],
        validators=[InputRequired("Choose what is decided")],
    )
    on = DayField("Until when", subject="The date")
    reason = TextAreaField(
        "Answer to the whole, and why this is decided",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[
            InputRequired("Enter the reason, in words the authority can read"),
            no_longer(LONGEST_REASON, "The reason"),
        ],
        description="The authority reads this beside the result.",
    )

    @property
    def sections(self) -> list[Any]:
        """The fields for sections, in the instrument's order."""
        return [field for field in self if field.name.startswith("section_")]

    def section_words(self) -> dict[str, str]:
        """Section -> what the NSPCC answers to it, empty ones left out."""
        return {
            field.name.removeprefix("section_"): tidy(field.data)
            for field in self.sections
            if tidy(field.data)
        }


def decision_form(instrument: Instrument, data: dict[str, Any], answers: Any) -> DecisionForm:
    """The form for an instrument's decisions and sections, filled with what stands."""
    fields = {
        f"section_{section.id}": TextAreaField(
            f"{section.id} {section.title} (optional)",
            widget=GovTextArea(),
            filters=[tidy],
            validators=[no_longer(LONGEST_REASON, "The answer")],
        )
        for section in instrument.sections
    }
    made: type[DecisionForm] = type("InstrumentDecisionForm", (DecisionForm,), fields)
    given = {f"section_{code}": words for code, words in answers.items()}
    form = made(data={**data, **given})
    form.decision.choices = [
        SelectChoice(option.code, option.label) for option in instrument.decisions
    ]
    return form


class ReopenForm(PortalForm):
    """Why a signed-off round opens again."""

    reason = TextAreaField(
        "Why it is opened again",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[
            InputRequired("Enter why it is opened again"),
            no_longer(LONGEST_REASON, "The reason"),
        ],
    )
