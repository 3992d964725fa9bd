"""What members type about themselves and to each other."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.core.web.forms import PortalForm


class AgreeForm(PortalForm):
    """Accepting the house rules."""

    agrees = BooleanField(
        "I have read the house rules and will keep to them",
        widget=GovCheckboxInput(),
        validators=[InputRequired("Tick the box to accept the house rules")],
    )
