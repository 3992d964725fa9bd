"""The forms of saved views."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovTextInput
from wtforms import BooleanField, StringField

from app.core.web.forms import PortalForm


class ViewForm(PortalForm):
    """Name of a view, and whether it opens first."""

    name = StringField(
        "Name of the view",
        description="Only you see it. For example: North West, early stages.",
        widget=GovTextInput(),
    )
    first = BooleanField(
        "Open this view first, whenever I go to the dashboard", widget=GovCheckboxInput()
    )


class ConfirmForm(PortalForm):
    """Nothing but the button."""
