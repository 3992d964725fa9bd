"""What is typed about topics. What is missing is for the rules to say, all of it at once."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from app.core.web.forms import PortalForm, SelectChoice
from app.members.rules import PROGRAMME
from app.topics.rules.topics import MOST_TAGS, Entered, Kind, Placed

NO_CHILD = "Do not name or describe any child or family."
MARKS = "*Stars* set words apart, a line that begins with - is a list, and > quotes."


def _kind(label: str) -> RadioField:
    return RadioField(
        label,
        widget=GovRadioInput(),
        choices=[
            SelectChoice(Kind.QUESTION.value, "Ask a question"),
            SelectChoice(Kind.DISCUSSION.value, "Begin a discussion"),
        ],
        validate_choice=False,
    )


def _title(label: str) -> StringField:
    return StringField(
        label,
        description=f"In one line, as others would look for it. {NO_CHILD}",
        widget=GovTextInput(),
    )


def _text(label: str, hint: str) -> TextAreaField:
    return TextAreaField(label, description=hint, widget=GovTextArea())


def _choices(options: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in options]


def _stage() -> SelectField:
    return SelectField(
        "Which stage of the framework is it about? (optional)",
        widget=GovSelect(),
        choices=[SelectChoice("", "No stage in particular"), *_choices(PROGRAMME.stages.items())],
        validate_choice=False,
    )


def _tags() -> SelectMultipleField:
    return SelectMultipleField(
        "Which themes? (optional)",
        description=f"At most {MOST_TAGS}. Members who know about a theme are shown its questions.",
        widget=GovCheckboxesInput(),
        choices=_choices(PROGRAMME.themes.items()),
        validate_choice=False,
    )


class ChangeForm(PortalForm):
    """One's own topic, put right."""

    title = _title("Your question or subject")
    text = _text("More about it", f"{NO_CHILD} {MARKS}")
    stage = _stage()
    tags = _tags()

    def entered(self, kind: str) -> Entered:
        """What was typed about a topic of this kind."""
        title, text = self.title.data or "", self.text.data or ""
        return Entered(kind, title, text, self.stage.data or "", tuple(self.tags.data or ()))


class AskForm(PortalForm):
    """A new topic."""

    kind = _kind("What would you like to do?")
    title = _title("Your question or subject")
    text = _text(
        "More about it",
        f"What you have tried, and what would help you. {NO_CHILD} {MARKS}",
    )
    stage = _stage()
    tags = _tags()
    unnamed = BooleanField(
        "Ask without my name: members see “A member”, and only the NSPCC can see who you are",
        widget=GovCheckboxInput(),
    )

    def entered(self) -> Entered:
        """What was typed."""
        return Entered(
            self.kind.data or "",
            self.title.data or "",
            self.text.data or "",
            self.stage.data or "",
            tuple(self.tags.data or ()),
            bool(self.unnamed.data),
        )


class AnswerForm(PortalForm):
    """Something written in a topic."""

    text = _text("Your answer", f"{NO_CHILD} {MARKS}")

    def ask(self, label: str) -> "AnswerForm":
        """Say what is asked for: an answer, or a reply."""
        self.text.label.text = label
        return self


class MoveForm(PortalForm):
    """Where a topic belongs, by a moderator."""

    title = _title("Title")
    kind = RadioField(
        "What is it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Kind],
        validate_choice=False,
    )
    stage = _stage()
    tags = _tags()

    def placed(self) -> Placed:
        """What was chosen."""
        return Placed(self.kind.data or "", self.stage.data or "", tuple(self.tags.data or ()))


class MergeForm(PortalForm):
    """The topic that stays."""

    into = StringField(
        "Which topic stays?",
        description="Its number, such as 12, or the address of its page.",
        widget=GovTextInput(),
    )
