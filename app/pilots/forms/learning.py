"""An entry of the learning log."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
)
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.pilots.forms.chosen import NO_CHILD, number_of
from app.pilots.rules.learning import Lesson, NewEntry
from app.plans.rules import Barrier, Facilitator


class EntryForm(PortalForm):
    """What was tried, what happened, what was learnt, what becomes of it."""

    happened_on = DayField("When was it?", subject="The day")
    strategy = SelectField(
        "Which strategy is it about? (optional)",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    tried = TextAreaField("What did you try?", description=NO_CHILD, widget=GovTextArea())
    happened = TextAreaField("What happened?", widget=GovTextArea())
    learnt = TextAreaField("What did you learn? (optional)", widget=GovTextArea())
    lesson = RadioField(
        "What becomes of it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Lesson],
        validate_choice=False,
    )
    change = TextAreaField(
        "What do you change?", description="Needed if you adapt it.", widget=GovTextArea()
    )
    hindered = SelectMultipleField(
        "What hindered (optional)",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(one.value, one.label) for one in Barrier],
        validate_choice=False,
    )
    helped = SelectMultipleField(
        "What helped (optional)",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(one.value, one.label) for one in Facilitator],
        validate_choice=False,
    )

    def offer(self, strategies: Iterable[tuple[int, str]]) -> "EntryForm":
        """The strategies that can be chosen: (number, words)."""
        named = [SelectChoice(str(number), words) for number, words in strategies]
        self.strategy.choices = [SelectChoice("", "No strategy in particular"), *named]
        return self

    def said(self) -> NewEntry:
        """What was typed."""
        return NewEntry(
            happened_on=self.happened_on.data,
            strategy_id=self.strategy.data,
            tried=self.tried.data or "",
            happened=self.happened.data or "",
            learnt=self.learnt.data or "",
            lesson=self.lesson.data or "",
            change=self.change.data or "",
            codes=(*(self.hindered.data or ()), *(self.helped.data or ())),
        )
