"""What is typed before and about a contract. What is missing is for the rules to say."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField
from app.joining.rules import (
    SCORES,
    Answer,
    Aspect,
    ContactEntry,
    ContactKind,
    ContractEntry,
    ConversationEntry,
    DecisionEntry,
    EnquiryEntry,
    Way,
)

MOST_DIGITS = 9  # of a number that every database can be asked for
BY_POST = "By post, such as “Head of service”. Leave out names."
INTERNAL = "Only the NSPCC can read this. The authority cannot."


def _whole(value: object) -> int | None:
    """A number chosen in a list; the empty entry, and what is no number, is none."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


def _ticked(value: object) -> int:
    """A number that was ticked; what is none is the number of nothing."""
    return _whole(value) or 0


def _text(label: str, hint: str = "") -> TextAreaField:
    return TextAreaField(label, description=hint, widget=GovTextArea())


def _line(label: str, hint: str = "") -> StringField:
    return StringField(label, description=hint, widget=GovTextInput())


def _score(aspect: Aspect) -> RadioField:
    points = [SelectChoice(str(n), f"{n}: {aspect.anchor(n)}") for n in SCORES]
    return RadioField(
        f"{aspect.label} from 1 to 5 (optional)",
        description="The words above matter more than the number.",
        widget=GovRadioInput(),
        coerce=_whole,
        choices=[SelectChoice("", "No number"), *points],
        validate_choice=False,
    )


class EnquiryForm(PortalForm):
    """Who asked, by which way, what for."""

    asked_on = DayField(
        "When did they ask?", description="For example, 27 3 2026", subject="The day they asked"
    )
    way = RadioField(
        "By which way?",
        widget=GovRadioInput(),
        choices=[SelectChoice(way.value, way.label) for way in Way],
        validate_choice=False,
    )
    post = _line("Who asked?", BY_POST)
    asked_by_id = SelectField(
        "Do they have an account here?",
        widget=GovSelect(),
        coerce=_whole,
        choices=[],
        validate_choice=False,
    )
    wanted = _text("What did they ask for?", "In their words, as far as you know them.")
    answered_on = DayField(
        "When did we first answer? (optional)", subject="The day of the first answer"
    )
    internal = _text("Internal note (optional)", INTERNAL)

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """The people of the site who have an account: (number, name)."""
        named = [SelectChoice(str(number), name) for number, name in people]
        self.asked_by_id.choices = [SelectChoice("", "No, or somebody else"), *named]

    def entry(self) -> EnquiryEntry:
        """What was typed."""
        return EnquiryEntry(
            asked_on=self.asked_on.data,
            way=self.way.data or "",
            post=self.post.data or "",
            wanted=self.wanted.data or "",
            answered_on=self.answered_on.data,
            asked_by_id=self.asked_by_id.data,
            internal=self.internal.data or "",
        )


class ContactForm(PortalForm):
    """A webinar attended, or another contact."""

    on = DayField("When?", description="For example, 27 3 2026", subject="The day of the contact")
    kind = RadioField(
        "What was it?",
        widget=GovRadioInput(),
        choices=[SelectChoice(kind.value, kind.label) for kind in ContactKind],
        validate_choice=False,
    )
    people = WholeNumberField(
        "How many of the authority took part?",
        description="Needed for a webinar.",
        fault="Enter how many took part, as a whole number",
        validators=[Optional()],
    )
    posts = _line("Which posts?", f"{BY_POST} Needed for a webinar.")
    words = _text("What was said? (optional)", "The authority can read this.")

    def entry(self) -> ContactEntry:
        """What was typed."""
        return ContactEntry(
            on=self.on.data,
            kind=self.kind.data or "",
            people=self.people.data,
            posts=self.posts.data or "",
            words=self.words.data or "",
        )


class ConversationForm(PortalForm):
    """The record of an early strategic conversation."""

    held_on = DayField(
        "When was it held?",
        description="For example, 27 3 2026",
        subject="The day of the conversation",
    )
    posts = _line("Who was there?", BY_POST)
    need = _text("Need", Aspect.NEED.question)
    need_score = _score(Aspect.NEED)
    fit = _text("Fit", Aspect.FIT.question)
    fit_score = _score(Aspect.FIT)
    capacity = _text("Capacity", Aspect.CAPACITY.question)
    capacity_score = _score(Aspect.CAPACITY)
    agreed = _text("What was agreed? (optional)")
    next_step = _line("Next step (optional)", "Who does what, such as “Send the PreISA”.")
    next_on = DayField("When? (needed for a next step)", subject="The day of the next step")
    internal = _text("Internal note (optional)", INTERNAL)

    def entry(self) -> ConversationEntry:
        """What was typed."""
        return ConversationEntry(
            held_on=self.held_on.data,
            posts=self.posts.data or "",
            need=self.need.data or "",
            fit=self.fit.data or "",
            capacity=self.capacity.data or "",
            need_score=self.need_score.data,
            fit_score=self.fit_score.data,
            capacity_score=self.capacity_score.data,
            agreed=self.agreed.data or "",
            next_step=self.next_step.data or "",
            next_on=self.next_on.data,
            internal=self.internal.data or "",
        )


class DecisionForm(PortalForm):
    """What the authority decided about exploring."""

    answer = RadioField(
        "Do they want to explore the framework?",
        widget=GovRadioInput(),
        choices=[SelectChoice(answer.value, answer.label) for answer in Answer],
        validate_choice=False,
    )
    until = DayField(
        "When to ask again (for “Not now”)",
        description="Until then nobody is shown as silent.",
        subject="The day to ask again",
    )
    decided_on = DayField(
        "When was it decided?",
        description="For example, 27 3 2026",
        subject="The day of the decision",
    )
    post = _line("Who decided?", BY_POST)
    reason = _text("Why?", "The authority can read this.")

    def entry(self) -> DecisionEntry:
        """What was typed."""
        return DecisionEntry(
            decided_on=self.decided_on.data,
            answer=self.answer.data or "",
            post=self.post.data or "",
            reason=self.reason.data or "",
            until=self.until.data,
        )


class ContractForm(PortalForm):
    """A term of the contract, as far as it is."""

    parties = SelectMultipleField(
        "Parties beside the NSPCC",
        widget=GovCheckboxesInput(),
        coerce=_ticked,
        choices=[],
        validate_choice=False,
    )
    drafted_on = DayField(
        "Drafted on", description="For example, 27 3 2026", subject="The day it was drafted"
    )
    sent_on = DayField(
        "With the authority since",
        description="Leave empty until it is sent.",
        subject="The day it went to the authority",
    )
    signed_on = DayField(
        "Signed on",
        description="By both sides. Leave empty until then.",
        subject="The day it was signed",
    )
    starts_on = DayField("First day", subject="The first day")
    ends_on = DayField(
        "Last day",
        description="People are told 180 and 60 days before it.",
        subject="The last day",
    )
    licence = _line("Licence number (optional)", "As it stands on the licence.")
    notice_months = WholeNumberField(
        "Notice period in months (optional)",
        fault="Enter the notice period in months, as a whole number",
        validators=[Optional()],
    )
    covers = _text(
        "What may be used, by whom (optional)",
        "The parts of the framework and the teams it is for. No sums of money.",
    )

    def offer(self, parties: Iterable[tuple[int, str]]) -> None:
        """The authorities that can be chosen: (number, name)."""
        self.parties.choices = [SelectChoice(str(number), name) for number, name in parties]

    def entry(self) -> ContractEntry:
        """What was typed."""
        return ContractEntry(
            drafted_on=self.drafted_on.data,
            sent_on=self.sent_on.data,
            signed_on=self.signed_on.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            licence=self.licence.data or "",
            notice_months=self.notice_months.data,
            covers=self.covers.data or "",
            parties=tuple(dict.fromkeys(self.parties.data or ())),
        )


class EndForm(PortalForm):
    """Ending a contract before its last day, or giving up one that was never signed."""

    ended_on = DayField(
        "Which day did it end?", description="For example, 27 3 2026", subject="The day it ended"
    )
    reason = _text("Why?", "The authority can read this.")


class AttachForm(PortalForm):
    """Pieces to attach, by number. Whether the site has them, the service finds out."""

    pieces = SelectMultipleField(
        "Choose from what is there already",
        widget=GovCheckboxesInput(),
        coerce=_ticked,
        choices=[],
        validate_choice=False,
        validators=[DataRequired("Tick at least one piece, or add something new.")],
    )
