"""What is typed in a round. Drafts are taken as they are; what is complete, rules say."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from app.assessments.rules import Decision, Draft, chosen, tidy
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.instruments.rules import Fact, FactKind, Instrument, Item

LONGEST_NOTE = 4000


def _no_longer(most: int, what: str) -> Length:
    return Length(max=most, message=f"{what} must be {most:,} characters or fewer")


class OpenRoundForm(PortalForm):
    """A new round: which instrument, and from when to when."""

    instrument = RadioField(
        "Which self assessment",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose a self assessment")],
    )
    opens_on = DayField("Opens on", subject="The date it opens", needed=True)
    closes_on = DayField(
        "To be finished by",
        subject="The date to finish by",
        needed=True,
        description="Four weeks are usual. Nothing is locked when the date passes.",
    )


class AnswerForm(PortalForm):
    """One item. Every field may be empty: an unfinished answer is kept too."""

    answer = RadioField("How far is this in place?", choices=[], validators=[Optional()])
    owner = StringField(
        "Who will find out",
        widget=GovTextInput(),
        filters=[tidy],
        validators=[_no_longer(200, "Who will find out")],
        description="A name or a role",
    )
    due_on = DayField(
        "By when",
        subject="The date by which they will find out",
        description="For example, 27 3 2027",
    )
    reason = TextAreaField(
        "Why it does not apply to you",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[_no_longer(LONGEST_NOTE, "The reason")],
    )
    evidence = TextAreaField(
        "Evidence",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[_no_longer(LONGEST_NOTE, "The evidence")],
    )
    comment = TextAreaField(
        "Comment (optional)",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[_no_longer(LONGEST_NOTE, "The comment")],
        description="Anything to remember when you talk about this. Never name a child or family.",
    )

    def offer(self, instrument: Instrument, item: Item) -> "AnswerForm":
        """Offer the points of the scale and what is allowed beside them."""
        scale = instrument.scale
        choices = [SelectChoice(str(point.value), point.label) for point in scale.points]
        if scale.not_known:
            choices.append(SelectChoice("not-known", "We do not know yet"))
        if scale.not_applicable and not item.critical:
            choices.append(SelectChoice("not-applicable", "Does not apply to us"))
        self.answer.choices = choices
        return self

    def draft(self) -> Draft:
        """What was entered, as a draft."""
        kind, score = chosen(self.answer.data)
        return Draft(
            kind=kind,
            score=score,
            owner=tidy(self.owner.data),
            due_on=self.due_on.data,
            reason=tidy(self.reason.data),
            evidence=tidy(self.evidence.data),
            comment=tidy(self.comment.data),
        )

    def lasting_errors(self) -> dict[str, str]:
        """Faults no draft may have. A date half typed is not one: it is left for later."""
        return {
            name: str(found[0])
            for name, found in self.errors.items()
            if found and name not in ("due_on", "csrf_token")
        }


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
    limits: list[Any] = [Optional(), _no_longer(200, "This answer")]
    kind = StringField
    if fact.kind is FactKind.NUMBER:
        kind = WholeNumberField
        limits.append(Regexp(r"^\s*\d{1,4}\s*$", message="Enter a whole number, such as 6"))
    return kind(fact.text, widget=GovTextInput(), validators=limits, description=fact.hint)


class DecisionForm(PortalForm):
    """What the NSPCC decides."""

    decision = RadioField(
        "What is decided?",
        widget=GovRadioInput(),
        choices=[SelectChoice(decision.value, decision.label) for decision in Decision],
        validators=[InputRequired("Choose what is decided")],
    )
    reason = TextAreaField(
        "Why",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[
            InputRequired("Enter the reason, in words the authority can read"),
            _no_longer(2000, "The reason"),
        ],
        description="The authority reads this beside the result.",
    )


class ReopenForm(PortalForm):
    """Why a signed-off round opens again."""

    reason = TextAreaField(
        "Why it is opened again",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[
            InputRequired("Enter why it is opened again"),
            _no_longer(2000, "The reason"),
        ],
    )
