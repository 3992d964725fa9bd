"""One change to several actions."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextArea
from wtforms import RadioField, SelectField, TextAreaField

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.plans.forms.choosing import people_choices, whole
from app.plans.rules import Owner
from app.plans.rules.together import Change, Together


class TogetherForm(PortalForm):
    """What to do with the ticked actions; only what belongs to the choice counts."""

    change = RadioField(
        "What do you want to do?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Change],
        validate_choice=False,
    )
    owner = SelectField(
        "Who does them now?", widget=GovSelect(), coerce=whole, choices=[], validate_choice=False
    )
    due_on = DayField("New date", subject="The new date", description="For example, 27 3 2027")
    due_reason = TextAreaField("Why does the date move?", widget=GovTextArea())
    done_on = DayField(
        "When were they done?", description="Left empty: today.", subject="The day they were done"
    )
    drop_reason = TextAreaField("Why are they dropped?", widget=GovTextArea())

    def offer(self, owners: Iterable[Owner]) -> None:
        """Who can be chosen."""
        self.owner.choices = people_choices(owners)

    def wanted(self) -> Together:
        """What was chosen, with what belongs to it."""
        change = self.change.data or ""
        reason = self.drop_reason.data if change == Change.DROP else self.due_reason.data
        return Together(change, self.owner.data, self.due_on.data, self.done_on.data, reason or "")
