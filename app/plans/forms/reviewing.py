"""What is said about one objective of a review; its actions are ticked off or moved in place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovTextArea
from wtforms import RadioField, SelectMultipleField, TextAreaField

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.plans.forms.choosing import whole
from app.plans.rules.reviewing import Colour


class ReviewForm(PortalForm):
    """Colour, words and the next look; the dates of actions are made by `review_form`."""

    offered: Sequence[int] = ()
    done = SelectMultipleField(
        "Done since last time",
        description="Tick what is done. It is marked as done today.",
        widget=GovCheckboxesInput(),
        coerce=whole,
        choices=[],
        validate_choice=False,
    )
    colour = RadioField(
        "How does this objective stand?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Colour],
        validate_choice=False,
    )
    words = TextAreaField(
        "What happened since last time?",
        description="A sentence or two that you could read out. Do not name a child or a family.",
        widget=GovTextArea(),
    )
    next_on = DayField(
        "Look at it again on (optional)",
        description="Left empty: in four weeks if red, six if amber, three months if green.",
        subject="The date to look again",
    )

    def ticked(self) -> list[int]:
        """The actions marked as done."""
        return [number for number in self.offered if number in (self.done.data or ())]

    def dates(self) -> dict[int, date | None]:
        """The date of each action as it was left or typed."""
        return {number: self[f"due_{number}"].data for number in self.offered}


def review_form(
    actions: Sequence[tuple[int, str, date]], kept: dict[str, Any] | None = None, **given: Any
) -> ReviewForm:
    """The form for an objective with these open actions (number, title, due); `kept` fills it."""
    fields = {
        f"due_{number}": DayField(f"New date for “{title}”", subject=f"The date of “{title}”")
        for number, title, _ in actions
    }
    made: type[ReviewForm] = type("ReviewOfOneForm", (ReviewForm,), fields)
    values = {f"due_{number}": due for number, _, due in actions} | (kept or {})
    form = made(data=values, **given)
    form.offered = [number for number, _, _ in actions]
    form.done.choices = [SelectChoice(str(number), title) for number, title, _ in actions]
    return form


class SkipForm(PortalForm):
    """An objective is passed over this time."""

    again_on = DayField(
        "Look at it again on (optional)",
        description="Left empty, the date stays as it is.",
        subject="The date to look again",
    )
