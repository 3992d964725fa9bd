"""The two parts of a review, and the decision."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import Field, RadioField, TextAreaField

from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import AmountField
from app.pilots.forms.chosen import NO_CHILD
from app.pilots.rules.review import Decision, Finding, NextStep


class DataForm(PortalForm):
    """What the numbers say; the fields of the measures are made by `data_form`."""

    measures: Sequence[int] = ()
    figures = TextAreaField(
        "What do the numbers say altogether?",
        description=f"What you would tell the steering group in three sentences. {NO_CHILD}",
        widget=GovTextArea(),
    )

    def of(self, number: int) -> tuple[Field, Field]:
        """Result and words of one measure."""
        return self[f"result_{number}"], self[f"words_{number}"]

    def findings(self) -> dict[int, Finding]:
        """What was typed, by number of the measure."""
        return {
            number: Finding(result.data, words.data or "")
            for number in self.measures
            for result, words in [self.of(number)]
        }


def data_form(measures: Sequence[tuple[int, str, float | None, str]], **kept: Any) -> DataForm:
    """The form for these measures: (number, name, result, words)."""
    fields: dict[str, Any] = {"measures": [number for number, *_ in measures]}
    values = dict(kept)
    for number, name, result, words in measures:
        fields[f"result_{number}"] = AmountField(
            "Result", fault=f"{name}: enter the result as a number, such as 12 or 6.5"
        )
        fields[f"words_{number}"] = TextAreaField("What it means (optional)", widget=GovTextArea())
        values |= {f"result_{number}": result, f"words_{number}": words}
    made: DataForm = type("DataFormOfPilot", (DataForm,), fields)(data=values)
    return made


class ProcessForm(PortalForm):
    """How it went, in words."""

    helped = TextAreaField("What helped?", description=NO_CHILD, widget=GovTextArea())
    hindered = TextAreaField("What hindered?", widget=GovTextArea())
    fidelity = TextAreaField(
        "How close was the work to the core of the framework?",
        description="Risk and protective factors, capacity to change, classification, agreements"
        " with parents, classification again, support and monitoring after the return.",
        widget=GovTextArea(),
    )
    families = TextAreaField(
        "What did families say?",
        description="In general words: nobody may be recognised.",
        widget=GovTextArea(),
    )
    staff = TextAreaField("What did staff say?", widget=GovTextArea())


class DecisionForm(PortalForm):
    """Widen, adjust or stop."""

    decision = RadioField(
        "What do you decide?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, f"{one.label}. {one.meaning}") for one in Decision],
        validate_choice=False,
    )
    reason = TextAreaField("Why?", description=NO_CHILD, widget=GovTextArea())
    conditions = TextAreaField(
        "Conditions (optional)",
        description="What has to be in place first, by whom and until when.",
        widget=GovTextArea(),
    )
    next_step = RadioField(
        "What is done next?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in NextStep],
        validate_choice=False,
    )
