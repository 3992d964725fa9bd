"""What a rater types. Drafts are taken as they are; what is complete, rules say."""

from typing import Self

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from app.assessments.forms.limits import LONGEST_NOTE, no_longer
from app.assessments.rules import Draft, FactView, chosen, tidy
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.instruments.rules import Instrument, Item


class PointForm(PortalForm):
    """A point of the scale, or what may stand instead of one; every field may be empty."""

    answer = RadioField("How far is this in place?", choices=[], validators=[Optional()])
    owner = StringField(
        "Who will find out",
        widget=GovTextInput(),
        filters=[tidy],
        validators=[no_longer(200, "Who will find out")],
        description="A name or a role",
    )
    due_on = DayField(
        "By when",
        subject="The date by which they will find out",
        description="For example, 27 3 2027",
    )

    def offer(self, instrument: Instrument, item: Item) -> Self:
        """Offer the points of the scale and what is allowed beside them."""
        scale = instrument.scale
        choices = [SelectChoice(str(point.value), point.label) for point in scale.points]
        if scale.not_known:
            choices.append(SelectChoice("not-known", "We do not know yet"))
        if scale.not_applicable and not item.critical:
            choices.append(SelectChoice("not-applicable", "Does not apply to us"))
        self.answer.choices = choices
        return self

    def lasting_errors(self) -> dict[str, str]:
        """Faults no draft may have. A date half typed is not one: it is left for later."""
        return {
            name: str(found[0])
            for name, found in self.errors.items()
            if found and name not in ("due_on", "csrf_token")
        }


class AnswerForm(PointForm):
    """One item. Every field may be empty: an unfinished answer is kept too."""

    reason = TextAreaField(
        "Why it does not apply to you",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_NOTE, "The reason")],
    )
    evidence = TextAreaField(
        "Evidence",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_NOTE, "The evidence")],
    )
    comment = TextAreaField(
        "Comment (optional)",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_NOTE, "The comment")],
        description="Anything to remember when you talk about this. Never name a child or family.",
    )
    fact_view = RadioField(
        "Is this right?",
        widget=GovRadioInput(),
        choices=[SelectChoice(view.value, view.label) for view in FactView],
        validators=[Optional()],
    )
    fact_reason = TextAreaField(
        "What is not right about it, or what explains it",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_NOTE, "The explanation")],
    )

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
            fact_view=self.fact_view.data or "",
            fact_reason=tidy(self.fact_reason.data),
        )
