"""What is chosen when evidence is attached to an answer."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput
from wtforms import SelectMultipleField
from wtforms.validators import DataRequired

from app.core.web.forms import PortalForm

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
