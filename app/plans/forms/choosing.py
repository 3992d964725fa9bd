"""Lists that several forms of the plan offer: people, codes."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput
from wtforms import SelectMultipleField

from app.core.web.forms import SelectChoice
from app.plans.rules import Barrier, Facilitator, Owner


def whole(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nobody."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def people_choices(
    owners: Iterable[Owner], kept: tuple[int, str] | None = None
) -> list[SelectChoice]:
    """Who can be chosen; `kept` is (number, name) of somebody who cannot be any longer."""
    named = [SelectChoice(str(one.person_id), f"{one.name}, {one.role_label}") for one in owners]
    if kept is not None and str(kept[0]) not in {choice.value for choice in named}:
        named.append(SelectChoice(str(kept[0]), f"{kept[1]} (no longer on this site)"))
    return [SelectChoice("", "Choose a person"), *named]


def barriers_field(label: str, description: str = "") -> SelectMultipleField:
    """A tick for each barrier of the list."""
    return SelectMultipleField(
        label,
        description=description,
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(code.value, code.label) for code in Barrier],
        validate_choice=False,
    )


def facilitators_field(label: str) -> SelectMultipleField:
    """A tick for each facilitator of the list."""
    return SelectMultipleField(
        label,
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(code.value, code.label) for code in Facilitator],
        validate_choice=False,
    )
