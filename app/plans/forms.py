"""What is typed about an action."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectField, StringField, TextAreaField

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.plans.rules import Owner, Side


def _whole(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nobody."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() else None


class ActionForm(PortalForm):
    """What is to be done, by whom, until when. What is missing is for the rules to say, so that
    all of it is said at once."""

    title = StringField(
        "What is to be done",
        description="In one line, beginning with a verb. Do not name a child or a family.",
        widget=GovTextInput(),
    )
    side = RadioField(
        "Whose action is it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(side.value, side.label) for side in Side],
        validate_choice=False,
    )
    owner = SelectField(  # that they work on this site is for the service to say
        "Who does it",
        description="They can then say themselves how far it is.",
        widget=GovSelect(),
        coerce=_whole,
        choices=[],
        validate_choice=False,
    )
    owner_name = StringField(
        "Or somebody without an account",
        description="By their post, such as Data lead.",
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )
    due_on = DayField(
        "To be done by",
        description="For example, 27 3 2027",
        subject="The date by which it is to be done",
    )
    detail = TextAreaField(
        "Detail (optional)",
        description="What helps whoever does it. Do not name a child or a family.",
        widget=GovTextArea(),
    )

    def offer(self, owners: Iterable[Owner], kept: tuple[int, str] | None = None) -> None:
        """Who can be chosen; `kept` is (number, name) of an owner who cannot be any longer."""
        named = [
            SelectChoice(str(one.person_id), f"{one.name}, {one.role_label}") for one in owners
        ]
        if kept is not None and str(kept[0]) not in {choice.value for choice in named}:
            named.append(SelectChoice(str(kept[0]), f"{kept[1]} (no longer on this site)"))
        self.owner.choices = [SelectChoice("", "Choose a person"), *named]


class DoneForm(PortalForm):
    """When an action was done."""

    on = DayField(
        "When was it done?",
        description="Today, unless you say otherwise.",
        subject="The day it was done",
    )


class DropForm(PortalForm):
    """Why an action is dropped."""

    reason = TextAreaField(
        "Why is it dropped?",
        description="Everybody who sees the plan can read this.",
        widget=GovTextArea(),
    )
