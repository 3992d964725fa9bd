"""What is typed about events."""

from collections.abc import Sequence
from datetime import time
from typing import cast

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.core.web.number_field import WholeNumberField
from app.events.rules import Answer, Audience, Details, Kind, Plan, Way

LONGEST_TEXT = 6000
NOT_FOR_ME = "not-for-me"
TOO_LONG = "Use at most 6,000 characters."


class DetailsForm(PortalForm):
    """What an event is about, for whom and for how many."""

    title = StringField(
        "Name of the event",
        widget=GovTextInput(),
        validators=[InputRequired("Enter what the event is called."), Length(max=120)],
    )
    kind = RadioField(
        "Kind",
        widget=GovRadioInput(),
        choices={kind.value: kind.label for kind in Kind},
        validators=[InputRequired("Choose what kind of event it is.")],
    )
    audience = RadioField(
        "Meant for",
        description="Nobody is turned away; it says who will get most from it.",
        widget=GovRadioInput(),
        choices={one.value: one.label for one in Audience},
        default=Audience.EVERYONE.value,
        validators=[InputRequired("Choose whom the event is meant for.")],
    )
    about = TextAreaField(
        "What it is about",
        description="What people take away, who speaks, what to prepare. Do not name any child.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say in a few sentences what the event is about."),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )
    tags = SelectMultipleField("Themes (optional)", widget=GovCheckboxesInput(), choices=[])
    capacity = WholeNumberField(
        "Places (optional)",
        description="When they are gone, people go on a waiting list. Empty: no limit.",
        fault="Enter a whole number of places, or leave it empty.",
        validators=[Optional()],
    )

    def offer(self, tags: Sequence[tuple[str, str]]) -> "DetailsForm":
        """The themes (code, words) that can be ticked."""
        self.tags.choices = [SelectChoice(code, words) for code, words in tags]
        return self

    def details(self) -> Details:
        """What was typed; only after it was validated."""
        return Details(
            title=(self.title.data or "").strip(),
            kind=Kind(self.kind.data),
            audience=Audience(self.audience.data),
            about=self.about.data or "",
            capacity=self.capacity.data,
            tags=tuple(self.tags.data or ()),
        )


class LinkForm(PortalForm):
    """The link to join."""

    link = StringField(
        "Joining link (online)",
        description="Starts with https:// Only those with a place see it. It can follow later.",
        widget=GovTextInput(),
        validators=[Length(max=300), Unguarded("a link, checked by its own rule")],
    )


class ChangeForm(DetailsForm, LinkForm):
    """What can change without the event being moved."""


class WhenForm(LinkForm):
    """When and where."""

    on = DayField(
        "Date", description="For example, 27 3 2027", subject="The date of the event", needed=True
    )
    at = TimeField(
        "Start time",
        description="24-hour clock in London, such as 10:00 or 14:30",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the time the event starts, such as 10:00.")],
    )
    minutes = WholeNumberField(
        "How many minutes",
        fault="Enter how many minutes the event takes, such as 60.",
        validators=[InputRequired("Enter how many minutes the event takes, such as 60.")],
    )
    way = RadioField(
        "How people take part",
        widget=GovRadioInput(),
        choices={form.value: form.label for form in Way},
        validators=[InputRequired("Choose how people take part.")],
    )
    place = StringField(
        "Address (face to face)",
        description="With the postcode. Everybody sees it.",
        widget=GovTextInput(),
        validators=[Length(max=300), Unguarded("the address of a venue, not of a family")],
    )

    def plan(self) -> Plan:
        """What was typed; only after it was validated."""
        return Plan(
            on=self.on.data,
            at=self.at.data or time(),
            minutes=self.minutes.data or 0,
            way=Way(self.way.data),
            place=(self.place.data or "").strip(),
            link=(self.link.data or "").strip(),
        )


class AnnounceForm(DetailsForm, WhenForm):
    """A new event: all of it."""


class MoveForm(WhenForm):
    """The same as when and where, and why it changes."""

    reason = StringField(
        "Why it changes",
        description="Everyone who signed up is told this.",
        widget=GovTextInput(),
        validators=[InputRequired("Say in a few words why it changes."), Length(max=300)],
    )


class CancelForm(PortalForm):
    """Why an event does not take place."""

    reason = StringField(
        "Why it is cancelled",
        description="Everyone who signed up is told this.",
        widget=GovTextInput(),
        validators=[InputRequired("Say in a few words why it is cancelled."), Length(max=300)],
    )


class AnswerForm(PortalForm):
    """Whether somebody comes, and what they need for it."""

    answer = RadioField(
        "Are you coming?",
        widget=GovRadioInput(),
        choices={answer.value: answer.label for answer in Answer},
        validators=[InputRequired("Choose yes, maybe or no.")],
    )
    needs = StringField(
        "What you need to take part (optional)",
        description="For example captions, step-free access or a diet. Only the host sees it.",
        widget=GovTextInput(),
        validators=[Length(max=500, message="Use at most 500 characters.")],
    )


class AttendanceForm(PortalForm):
    """Who was there."""

    came = SelectMultipleField("Who was there?", widget=GovCheckboxesInput(), choices=[])

    def offer(self, people: Sequence[tuple[int, str]]) -> "AttendanceForm":
        """The people (number, name) who had a place."""
        self.came.choices = [SelectChoice(str(number), name) for number, name in people]
        return self


class NotesForm(PortalForm):
    """What was said, for those who were not there."""

    notes = TextAreaField(
        "Notes",
        description="What was said, and what follows. Do not name or describe any child.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Write what those who were not there should know."),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )


class MaterialForm(PortalForm):
    """A link to slides, a recording or a resource."""

    title = StringField(
        "What it is",
        description="For example, Recording, or Slides.",
        widget=GovTextInput(),
        validators=[InputRequired("Enter what the material is called."), Length(max=120)],
    )
    link = StringField(
        "Link",
        description="A web address that starts with https://, or a resource of ours such as"
        " /community/resources/12",
        widget=GovTextInput(),
        validators=[
            InputRequired("Paste the link of the material."),
            Length(max=500),
            Unguarded("a link, checked by its own rule"),
        ],
    )


class FeedbackForm(PortalForm):
    """The remark beside the items, which `feedback_form` adds."""

    words = TextAreaField(
        "What should we do differently next time? (optional)",
        description="Shown without your name when feedback has closed, if five or more answered.",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="Use at most 2,000 characters.")],
    )

    def scores(self, items: Sequence[str]) -> dict[str, int | None]:
        """What was chosen, by item; None: it does not apply. Only after it was validated."""
        chosen = {item: str(self[item].data) for item in items}
        return {item: None if said == NOT_FOR_ME else int(said) for item, said in chosen.items()}


def feedback_form(
    items: Sequence[tuple[str, str]], points: Sequence[tuple[int, str]]
) -> FeedbackForm:
    """The items of a version (id, words) on its scale (point, words), and the remark."""
    choices = [SelectChoice(str(point), words) for point, words in points]
    asked = {
        item: RadioField(
            words,
            widget=GovRadioInput(),
            choices=[*choices, SelectChoice(NOT_FOR_ME, "Does not apply")],
            validators=[InputRequired(f"Choose an answer: {words}.")],
        )
        for item, words in items
    }
    made = cast("type[FeedbackForm]", type("AskedForm", (FeedbackForm,), dict(asked)))
    return made()
