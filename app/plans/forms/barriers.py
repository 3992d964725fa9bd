"""What is typed about something that stands in the way, and about what became of it."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField

from app.core.web.forms import PortalForm, SelectChoice
from app.plans.forms.choosing import barriers_field
from app.plans.rules.barriers import Disposition, GoesTo


class BarrierForm(PortalForm):
    """Something that stands in the way, and who should answer."""

    words = TextAreaField(
        "What stands in the way?",
        description="As you would say it to a colleague. Do not name a child or a family.",
        widget=GovTextArea(),
    )
    codes = barriers_field("What is it about?", "Tick all that fit.")
    goes_to = RadioField(
        "Who should answer?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in GoesTo],
        validate_choice=False,
    )


class AnswerForm(PortalForm):
    """What became of a barrier."""

    disposition = RadioField(
        "What became of it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Disposition],
        validate_choice=False,
    )
    answer = TextAreaField(
        "Your answer",
        description="What was done, or why it is not accepted. Whoever raised it gets a mail.",
        widget=GovTextArea(),
    )
