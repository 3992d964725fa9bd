"""The shape of what is typed when evidence is added, renamed or attached."""

import re
from typing import Any

from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovFileInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from app.core.web.forms import PortalForm
from app.evidence.rules import LONGEST_NOTE, LONGEST_TITLE, PieceKind, link_fault

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _one_line(typed: str | None) -> str:
    return " ".join(_UNSEEN.sub("", typed or "").split())


def _lines(typed: str | None) -> str:
    return _UNSEEN.sub("", (typed or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


_TITLE = {
    "description": "So that colleagues find it, such as “Steering group minutes, May 2027”",
    "widget": GovTextInput(),
    "filters": [_one_line],
    "validators": [
        DataRequired("Enter a title, such as “Steering group minutes, May 2027”."),
        Length(max=LONGEST_TITLE, message=f"Use at most {LONGEST_TITLE} characters."),
    ],
}


class PieceForm(PortalForm):
    """A note, a link or a file, with a title."""

    kind = RadioField(
        "What do you want to add?",
        widget=GovRadioInput(),
        choices={kind.value: kind.label for kind in PieceKind},
        validators=[InputRequired("Choose whether to add a note, a link or a file.")],
    )
    words = TextAreaField(
        "Note",
        description="What there is, and where another person can look at it",
        widget=GovTextArea(),
        filters=[_lines],
    )
    link = URLField(
        "Address of the page or document",
        description="Starts with https://",
        widget=GovTextInput(),
        filters=[_one_line],
    )
    file = FileField("File", widget=GovFileInput())
    title = StringField("Title", **_TITLE)

    def validate_words(self, field: Any) -> None:
        """A note has words."""
        if self.kind.data != PieceKind.NOTE:
            return
        if not field.data:
            raise ValidationError("Write the note.")
        if len(field.data) > LONGEST_NOTE:
            raise ValidationError(f"Use at most {LONGEST_NOTE:,} characters.")

    def validate_link(self, field: Any) -> None:
        """A link leads somewhere."""
        if self.kind.data != PieceKind.LINK:
            return
        if fault := link_fault(field.data):
            raise ValidationError(f"{fault}.")

    def validate_file(self, field: Any) -> None:
        """A file was chosen; what it is, is looked at when it is taken in."""
        if self.kind.data == PieceKind.FILE and not (field.data and field.data.filename):
            raise ValidationError("Choose the file to add.")


class TitleForm(PortalForm):
    """Another title."""

    title = StringField("Title", **_TITLE)


MOST_DIGITS = 9  # of a number that every database can be asked for


def _number(typed: object) -> int:
    text = str(typed)
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise ValueError(text)
    return int(text)


class AttachForm(PortalForm):
    """Pieces to attach, by number. Whether the site has them, the service finds out."""

    pieces = SelectMultipleField(
        "Choose from what is there already",
        widget=GovCheckboxesInput(),
        coerce=_number,
        choices=[],
        validate_choice=False,
        validators=[DataRequired("Tick at least one piece, or add something new.")],
    )
