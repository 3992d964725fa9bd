"""The facts beside the items: a form made from the instrument."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import RadioField, StringField
from wtforms.validators import Optional, Regexp

from app.assessments.forms.limits import no_longer
from app.assessments.rules import tidy
from app.core.web.forms import PortalForm, SelectChoice
from app.instruments.rules import Fact, FactKind, Instrument


class WholeNumberField(StringField):
    """A whole number, kept as typed; the page gives it a short input and a keypad."""


class FactsForm(PortalForm):
    """The facts of an instrument; fields are made by `facts_form`."""

    @property
    def facts(self) -> list[Any]:
        """The fields, in the instrument's order."""
        return [field for field in self if field.name.startswith("fact_")]

    def given(self) -> dict[str, str]:
        """Fact -> what was typed or chosen, empty ones left out."""
        return {
            field.name.removeprefix("fact_").replace("_", "-"): tidy(field.data)
            for field in self.facts
            if tidy(field.data)
        }


def facts_form(instrument: Instrument, given: dict[str, str]) -> FactsForm:
    """The form of an instrument's facts, filled with what was given."""
    fields = {_name(fact): _fact_field(fact) for fact in instrument.facts}
    made: type[FactsForm] = type("InstrumentFactsForm", (FactsForm,), fields)
    return made(data={_name(fact): given.get(fact.id, "") for fact in instrument.facts})


def _name(fact: Fact) -> str:
    return "fact_" + fact.id.replace("-", "_")


def _fact_field(fact: Fact) -> Any:
    if fact.kind in (FactKind.YES_NO, FactKind.CHOICE):
        words = fact.choices or ("Yes", "No")
        return RadioField(
            fact.text,
            choices=[SelectChoice(word) for word in words],
            widget=GovRadioInput(),
            validators=[Optional()],
            description=fact.hint,
        )
    limits: list[Any] = [Optional(), no_longer(200, "This answer")]
    kind = StringField
    if fact.kind is FactKind.NUMBER:
        kind = WholeNumberField
        limits.append(Regexp(r"^\s*\d{1,4}\s*$", message="Enter a whole number, such as 6"))
    return kind(fact.text, widget=GovTextInput(), validators=limits, description=fact.hint)
