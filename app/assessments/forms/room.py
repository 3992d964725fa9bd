"""What is typed in the consensus room."""

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.assessments.forms.answers import PointForm
from app.assessments.forms.limits import LONGEST_NOTE, LONGEST_REASON, no_longer
from app.assessments.rules import Draft, Task, chosen, tidy
from app.core.web.forms import PortalForm, SelectChoice


class OpenRoomForm(PortalForm):
    """Opening the room; the reason is asked only where there is no quorum."""

    reason = TextAreaField(
        "Why you open the room all the same",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_REASON, "The reason")],
        description="Kept with the result, so that whoever reads it later knows.",
    )


class AgreementForm(PointForm):
    """What the room agrees for one item. Every field may be empty while it is being typed."""

    answer = RadioField("Score you agree", choices=[], validators=[Optional()])
    reason = StringField(
        "Why, in one line",
        widget=GovTextInput(),
        filters=[tidy],
        validators=[no_longer(300, "The reason")],
    )
    note = TextAreaField(
        "Note (optional)",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_NOTE, "The note")],
        description="What else was said that should not be lost.",
    )

    def draft(self) -> Draft:
        """What was entered; the one-line reason is why, whatever was agreed."""
        kind, score = chosen(self.answer.data)
        why = tidy(self.reason.data)
        return Draft(
            kind=kind,
            score=score,
            owner=tidy(self.owner.data),
            due_on=self.due_on.data,
            reason=why,
            comment=why,
        )


class OtherViewForm(PortalForm):
    """A rater who sees it otherwise."""

    words = TextAreaField(
        "How you see it",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_REASON, "What you write")],
        description="Everybody in the room reads it, and it is kept with the result. "
        "Leave it empty to take it back.",
    )
    shown_as = RadioField(
        "How it is kept",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("role", "By my role only"),
            SelectChoice("name", "With my name and role"),
        ],
        default="role",
        validators=[InputRequired("Choose how it is kept")],
    )


class RoomNoteForm(PortalForm):
    """The note of the whole conversation."""

    words = TextAreaField(
        "Note of the conversation",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[no_longer(LONGEST_NOTE, "The note")],
        description="Everybody in the room reads it. It is kept with the result.",
    )


class FinishRoomForm(PortalForm):
    """The facilitator's checklist; none of it is required, all of it is kept."""

    done = SelectMultipleField(
        "What was done",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(task.value, task.label) for task in Task],
        description="Tick what is true. A tick that is missing is kept too, and stops nothing.",
    )
