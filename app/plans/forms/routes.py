"""What is typed about who tells whom what."""

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea, GovTextInput
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.core.web.number_field import WholeNumberField
from app.plans.rules.routes import Channel, Frequency


class RouteForm(PortalForm):
    """A route: who tells whom what, how, how often, and when an answer is due."""

    sender = StringField(
        "Who tells it",
        description="By post or group, such as Steering group.",
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )
    receiver = StringField(
        "Who is told",
        description="By post or group, such as Team managers.",
        widget=GovTextInput(),
        validators=[Unguarded("the post or name of a colleague, not of a child")],
    )
    content = StringField(
        "What is told",
        description="In one line, such as What was decided and why.",
        widget=GovTextInput(),
    )
    channel = SelectField(
        "How",
        widget=GovSelect(),
        choices=[SelectChoice(one.value, one.label) for one in Channel],
        validate_choice=False,
    )
    frequency = SelectField(
        "How often",
        widget=GovSelect(),
        choices=[SelectChoice(one.value, one.label) for one in Frequency],
        validate_choice=False,
    )
    reply_days = WholeNumberField(
        "Days within which an answer comes back (optional)",
        description="Leave it empty where no answer is expected.",
        fault="Enter the days as a whole number",
        validators=[Optional()],
    )
    begins_on = DayField(
        "First used on", description="For example, 27 3 2027", subject="The day it is first used"
    )


class UseForm(PortalForm):
    """A route was used."""

    used_on = DayField(
        "When was it used? (optional)", description="Left empty: today.", subject="The day"
    )
    note = TextAreaField(
        "What was told? (optional)",
        description="A line for the record. Do not name a child or a family.",
        widget=GovTextArea(),
    )
