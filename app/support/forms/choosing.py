"""Lists and fields that several forms of support offer."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea, GovTextInput
from wtforms import SelectField, StringField, TextAreaField

from app.core.web.forms import SelectChoice, Unguarded

MOST_DIGITS = 9  # of a number that every database can be asked for
NO_CHILD = "Do not name or describe any child or family."


def whole(value: object) -> int | None:
    """A number chosen in a list; the first, empty entry is nobody."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


def text(label: str, hint: str = NO_CHILD) -> TextAreaField:
    """Several lines."""
    return TextAreaField(label, description=hint, widget=GovTextArea())


def person_field(label: str, hint: str = "") -> SelectField:
    """Somebody with an account; that they may be chosen is for the service to say."""
    return SelectField(
        label, description=hint, widget=GovSelect(), coerce=whole, choices=[], validate_choice=False
    )


def name_field(label: str, hint: str) -> StringField:
    """Somebody without an account."""
    return StringField(
        label,
        description=hint,
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )


def people_choices(
    people: Iterable[tuple[int, str]], kept: tuple[int, str] | None = None
) -> list[SelectChoice]:
    """Who, of (number, words), can be chosen; `kept` was chosen once and cannot be any longer."""
    named = [SelectChoice(str(number), words) for number, words in people]
    if kept is not None and str(kept[0]) not in {choice.value for choice in named}:
        named.append(SelectChoice(str(kept[0]), kept[1]))
    return [SelectChoice("", "Choose a person"), *named]
