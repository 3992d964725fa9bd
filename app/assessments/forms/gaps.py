"""Gaps that become actions: a tick for each, with what to do, who and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField

from app.assessments.rules import tidy
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.plans.rules import Owner, Side

FIELDS = ("title", "owner", "owner_name", "due_on", "side")


@dataclass(frozen=True)
class Offered:
    """What the page suggests for one item."""

    id: str
    name: str
    title: str
    due_on: date
    owner_id: int | None
    owner_name: str
    side: Side


@dataclass(frozen=True)
class Typed:
    """What was typed for one ticked item."""

    id: str
    title: str
    owner_id: int | None
    owner_name: str
    due_on: date | None
    side: str


class GapsForm(PortalForm):
    """A tick for each item; its fields are made by `gaps_form`. Only ticked items are checked."""

    offered: Sequence[str] = ()
    ticked = SelectMultipleField(
        "Which should become actions?",
        widget=GovCheckboxesInput(),
        choices=[],
        description="Tick what you want in the plan. You can change the words, who does it and "
        "the date.",
    )

    def of(self, item_id: str) -> list[Any]:
        """The fields of one item, in order."""
        return [self[f"{name}_{item_id}"] for name in FIELDS]

    def typed(self) -> list[Typed]:
        """What was typed for each ticked item, in the order of the page."""
        return [
            Typed(
                item_id,
                title=tidy(self[f"title_{item_id}"].data),
                owner_id=self[f"owner_{item_id}"].data,
                owner_name=tidy(self[f"owner_name_{item_id}"].data),
                due_on=self[f"due_on_{item_id}"].data,
                side=str(self[f"side_{item_id}"].data or ""),
            )
            for item_id in self._ticked()
        ]

    def offer(self, named: Sequence[tuple[str, str]]) -> None:
        """Show a tick for these (item, name) only."""
        self.offered = [item_id for item_id, _ in named]
        self.ticked.choices = [SelectChoice(item_id, name) for item_id, name in named]

    def refuse_of(self, item_id: str, field: str, message: str) -> None:
        """Put what the plan refuses beside the field of an item, and say which item."""
        name = field if field in FIELDS else "title"
        self.refuse(f"{name}_{item_id}", f"{item_id}: {message[:1].lower()}{message[1:]}")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whatever stands beside an item that is not ticked is kept and not checked."""
        super().validate(extra_validators)
        ticked = set(self._ticked())
        for item_id in self.offered:
            if item_id not in ticked:
                for field in self.of(item_id):
                    field.errors, field.guard_asks = (), ()
        if not ticked and not self.ticked.errors:
            self.refuse("ticked", "Tick at least one, or go back to the result")
        return not self.errors

    def _ticked(self) -> list[str]:
        chosen = self.ticked.data or []
        return [item_id for item_id in self.offered if item_id in chosen]


def gaps_form(offered: Sequence[Offered], owners: Iterable[Owner]) -> GapsForm:
    """The form for these items, filled with what is suggested."""
    people = [
        SelectChoice("", "Choose a person"),
        *(SelectChoice(str(one.person_id), f"{one.name}, {one.role_label}") for one in owners),
    ]
    fields: dict[str, Any] = {}
    for one in offered:
        fields |= _fields(one, people)
    made: type[GapsForm] = type("OfferedGapsForm", (GapsForm,), fields)
    form = made(data=_suggested(offered))
    form.offer([(one.id, one.name) for one in offered])
    return form


def _whole(value: str | int | None) -> int | None:
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _fields(one: Offered, people: list[SelectChoice]) -> dict[str, Any]:
    return {
        f"title_{one.id}": TextAreaField(
            f"What is to be done about {one.id}", widget=GovTextArea()
        ),
        f"owner_{one.id}": SelectField(  # that they work on this site is for the service to say
            f"Who does it ({one.id})",
            widget=GovSelect(),
            coerce=_whole,
            choices=people,
            validate_choice=False,
        ),
        f"owner_name_{one.id}": StringField(
            f"Or somebody without an account ({one.id})",
            widget=GovTextInput(),
            validators=[Unguarded("the post or name of a colleague, not of a child")],
            description="By their post, such as Data lead.",
        ),
        f"due_on_{one.id}": DayField(
            f"To be done by ({one.id})", subject="The date by which it is to be done"
        ),
        f"side_{one.id}": SelectField(
            f"Whose action is it ({one.id})",
            widget=GovSelect(),
            choices=[SelectChoice(side.value, side.label) for side in Side],
            validate_choice=False,
        ),
    }


def _suggested(offered: Sequence[Offered]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for one in offered:
        given[f"title_{one.id}"] = one.title
        given[f"owner_{one.id}"] = one.owner_id
        given[f"owner_name_{one.id}"] = one.owner_name
        given[f"due_on_{one.id}"] = one.due_on
        given[f"side_{one.id}"] = one.side.value
    return given
