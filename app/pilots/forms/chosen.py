"""Numbers chosen in lists, and the reason that a change of an agreed plan wants."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField

from app.core.web.forms import PortalForm

NO_CHILD = "Do not name or describe any child or family."


def number_of(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nothing."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


class ReasonForm(PortalForm):
    """Why an agreed plan changes; the field is shown only then."""

    reason = TextAreaField(
        "Why does the plan change?",
        description="The plan as it was agreed stays readable, with this reason beside the change.",
        widget=GovTextArea(),
    )
