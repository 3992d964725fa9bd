"""What members type about one post."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import RadioField, TextAreaField

from app.core.web.forms import PortalForm, SelectChoice
from app.posts.rules.reports import Reason

NO_CHILD = "Do not name or describe any child or family."


class PostForm(PortalForm):
    """One's own words."""

    text = TextAreaField("What you wrote", description=NO_CHILD, widget=GovTextArea())


class ReportForm(PortalForm):
    """Why a post is reported."""

    reason = RadioField(
        "What is wrong with it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Reason],
        validate_choice=False,
    )
    words = TextAreaField(
        "Anything a moderator should know (optional)", description=NO_CHILD, widget=GovTextArea()
    )
