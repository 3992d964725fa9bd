"""What moderators and authors type about a decision."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextArea
from wtforms import RadioField, SelectField, TextAreaField

from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.posts.rules.deciding import Decided, Decision, Ground


class DecideForm(PortalForm):
    """What becomes of a post, and why."""

    decision = RadioField(
        "What becomes of it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Decision],
        validate_choice=False,
    )
    parts = TextAreaField(
        "What has to go (only for “Take something out of it”)",
        description="Copy it from the post, each part on a line of its own. It is not kept.",
        widget=GovTextArea(),
        validators=[Unguarded("the details that are taken out are named here, and kept nowhere")],
    )
    ground = SelectField(
        "Why?",
        description="Whoever reads the post, its author and who reported it see this.",
        widget=GovSelect(),
        choices=[
            SelectChoice("", "Choose a reason"),
            *(SelectChoice(one.value, one.label) for one in Ground),
        ],
        validate_choice=False,
    )
    words = TextAreaField(
        "What do you tell the author?",
        description="Why, and what to do instead. Do not repeat what has to go. Leave it empty if "
        "the post stays as it is.",
        widget=GovTextArea(),
    )
    handled = TextAreaField(
        "What was done about the worry?",
        description="Only moderators read this. Who was told and when; no child’s details.",
        widget=GovTextArea(),
    )

    def said(self) -> Decided:
        """What was typed."""
        return Decided(
            self.decision.data or "",
            self.ground.data or "",
            self.words.data or "",
            self.handled.data or "",
            self.parts.data or "",
        )


class AppealForm(PortalForm):
    """Why the author asks for a second look."""

    words = TextAreaField(
        "Why should somebody look again?",
        description="Do not repeat what was taken out.",
        widget=GovTextArea(),
    )


class AnswerForm(PortalForm):
    """What a second look found."""

    upheld = RadioField(
        "What did the second look find?",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("yes", "The decision stands"),
            SelectChoice("no", "The decision is taken back"),
        ],
        validate_choice=False,
    )
    words = TextAreaField("What do you tell the author?", widget=GovTextArea())
