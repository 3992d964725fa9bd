"""What is typed about indicators: answers to signals, what is set by hand, papers."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovTextArea
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.indicators.rules.embedding import Place
from app.indicators.rules.sustainment import Sustainment
from app.indicators.rules.warning import Answer
from app.sites.rules.levels import Level


class AnswerForm(PortalForm):
    """What is said to a signal. What is missing is for the rules to say, all at once."""

    answer = RadioField(
        "What do you say to this signal?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Answer],
        validators=[Optional()],
    )
    words = TextAreaField(
        "What do you do, or why not?",
        description="Only the NSPCC reads it. Do not name or describe any child.",
        widget=GovTextArea(),
    )
    until = DayField(
        "Until when does this hold?",
        description="It is asked again after that day, and as soon as the signal grows.",
        subject="The day until which it holds",
    )


class ByHandForm(PortalForm):
    """A level or a status set by hand, until a day."""

    value = RadioField("", widget=GovRadioInput(), choices=[], validators=[Optional()])
    reason = TextAreaField(
        "Why",
        description="What you saw or heard. Only the NSPCC reads it. Do not name or describe any"
        " child.",
        widget=GovTextArea(),
    )
    until = DayField(
        "Until when",
        description="What is worked out comes back the day after.",
        subject="The day until which it holds",
    )


class LevelForm(ByHandForm):
    """The early-warning level."""

    value = RadioField(
        "Level",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Level],
        validators=[Optional()],
    )


class StatusForm(ByHandForm):
    """The sustainment status."""

    value = RadioField(
        "Status",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Sustainment],
        validators=[Optional()],
    )


class PapersForm(PortalForm):
    """Which of its own papers hold the framework."""

    places = SelectMultipleField(
        "Where does the framework stand in writing?",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(one.value, one.label) for one in Place],
        validate_choice=False,
    )
    reviewed_on = DayField(
        "When was the procedure last reviewed?",
        description="Leave it empty if nobody knows. For example, 27 3 2027",
        subject="The day of the review",
    )
