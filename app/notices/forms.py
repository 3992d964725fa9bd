"""What people say about mail and being away."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovTextInput
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Length

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.notices.rules import Kind


class ConfirmForm(PortalForm):
    """Nothing but a button."""


class ChoicesForm(PortalForm):
    """The kinds a person wants mail of; critical kinds are not asked."""

    kinds = SelectMultipleField(
        "Send me mail about",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(kind.value, kind.label) for kind in Kind if not kind.is_critical],
    )

    def wanted(self) -> set[Kind]:
        """What is ticked."""
        return {Kind(value) for value in self.kinds.data or []}


class AwayForm(PortalForm):
    """From when until when somebody is away."""

    first_day = DayField("First day away", subject="The first day", needed=True)
    last_day = DayField("Last day away", subject="The last day", needed=True)
    note = StringField(
        "Note for colleagues (optional)",
        description="Such as who can help meanwhile. People of your sites can read it.",
        widget=GovTextInput(),
        filters=[lambda typed: " ".join(typed.split()) if typed else ""],
        validators=[Length(max=200, message="Use at most 200 characters")],
    )
