"""What is typed about adaptations. What is missing is for the rules to say, all of it at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.plans.rules import Barrier
from app.quality.rules.adaptations.entries import Change, Edited, More, Ruling
from app.quality.rules.adaptations.frame import Fidelity, Scope, Stage
from app.quality.rules.adaptations.more import BY_NAME, DECIDERS, FIELDS
from app.quality.rules.adaptations.states import View
from app.quality.rules.components import Component

NO_CHILD = "Do not name or describe any child or family."


def _text(label: str, hint: str = NO_CHILD) -> TextAreaField:
    return TextAreaField(label, description=hint, widget=GovTextArea())


def _line(label: str, hint: str = "") -> StringField:
    return StringField(label, description=hint, widget=GovTextInput())


def _radios(label: str, options: Iterable[tuple[str, str]], hint: str = "") -> RadioField:
    choices = [SelectChoice(value, words) for value, words in options]
    return RadioField(
        label, description=hint, widget=GovRadioInput(), choices=choices, validate_choice=False
    )


def _checks(label: str, options: Iterable[tuple[str, str]], hint: str = "") -> SelectMultipleField:
    return SelectMultipleField(
        label,
        description=hint,
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(value, words) for value, words in options],
        validate_choice=False,
    )


def _select(label: str, options: Iterable[tuple[str, str]], empty: str) -> SelectField:
    return SelectField(
        label,
        widget=GovSelect(),
        choices=[
            SelectChoice("", empty),
            *(SelectChoice(value, words) for value, words in options),
        ],
        validate_choice=False,
    )


class ChangeForm(PortalForm):
    """What changed, in the two minutes that everybody has."""

    kind = HiddenField()
    confirmed = HiddenField()
    title = _line(
        "What is changed?", "In one line, such as: Chronology of two pages instead of ten"
    )
    detail = _text(
        "What do you do, and what did you do before?", f"A few sentences are enough. {NO_CHILD}"
    )
    stages = _checks(
        "Which stages of the framework does it touch?",
        ((one.value, one.label) for one in Stage),
        "Choose all that apply.",
    )
    components = _checks(
        "Which parts of the core does it touch? (optional)",
        ((one.value, one.label) for one in Component),
        "Leave it empty if none. The core is what the framework rests on.",
    )
    decided_by = _select("Who decided it?", DECIDERS.items(), "Choose")
    since = DayField(
        "Since when?",
        description="For example, 27 3 2027. Leave the day empty if you know only the month.",
        subject="The day since when",
        month_will_do=True,
    )
    scope = _radios("How widely is it done?", ((one.value, one.label) for one in Scope))
    teams = _line("Which teams?", "Teams or services, no names of people. Empty for all.")
    fidelity = _radios(
        "Is the core of the framework kept?",
        ((one.value, one.label) for one in Fidelity),
        "Say what you think. If you are not sure, the NSPCC helps within ten working days.",
    )

    def said(self) -> Change:
        """What was typed."""
        return Change(
            self.title.data or "",
            self.detail.data or "",
            self.kind.data or "",
            tuple(self.stages.data or ()),
            tuple(self.components.data or ()),
            self.decided_by.data or "",
            self.since.data,
            self.scope.data or "",
            self.teams.data or "",
            self.fidelity.data or "",
        )


class CorrectForm(ChangeForm):
    """The same, put right."""

    why = _line("Why do you change it?", "Such as: another team joined. What stood before is kept.")


class _FrameForm(PortalForm):
    """Words around the fields of FRAME."""

    trigger = _select(
        "What set it off? (optional)",
        ((code.value, code.label) for code in Barrier),
        "Nothing in particular",
    )
    expected = _text("What do you expect of it? (optional)")
    result = _text("What came of it? (optional)", f"Say it when you know it. {NO_CHILD}")

    def said(self) -> More:
        """What was typed."""
        codes = {}
        for known in FIELDS:
            data: Any = self[known.name].data
            codes[known.name] = tuple(data or ()) if known.several else ((data,) if data else ())
        words = self.expected.data or "", self.result.data or ""
        return More(codes, self.trigger.data or "", *words)


def _frame_field(name: str) -> Any:
    known = BY_NAME[name]
    label = f"{known.label} (optional)"
    if known.several:
        return _checks(label, known.options.items())
    return _select(label, known.options.items(), "Not known")


class FrameForm(_FrameForm):
    """The rest of FRAME, where it is known."""

    phase = _frame_field("phase")
    planned = _frame_field("planned")
    involved = _frame_field("involved")
    modified = _frame_field("modified")
    nature = _frame_field("nature")
    context = _frame_field("context")
    level = _frame_field("level")
    goals = _frame_field("goals")
    society = _frame_field("society")
    organisation = _frame_field("organisation")
    provider = _frame_field("provider")
    recipient = _frame_field("recipient")
    found = _frame_field("found")


class RulingForm(PortalForm):
    """What the NSPCC thinks of it."""

    view = _radios("Your view", ((one.value, f"{one.label}. {one.means}") for one in View))
    reason = _text("Why?", f"The authority reads this, and learns the reason. {NO_CHILD}")
    may_cut = _text(
        "What may be cut or changed? (optional)", "Be as plain as you can: which parts."
    )
    must_keep = _text("What has to stay? (optional)", "Needed where it is not the framework.")
    conditions = _text("On what conditions? (optional)", "Such as: while a manager reads each one.")
    review_on = DayField(
        "When do you look at it again? (optional)",
        description="For example, 27 3 2027. Needed for “Watch”; both sides are reminded.",
        subject="The day of the review",
    )

    def said(self) -> Ruling:
        """What was typed."""
        return Ruling(
            self.view.data or "",
            self.reason.data or "",
            self.may_cut.data or "",
            self.must_keep.data or "",
            self.conditions.data or "",
            self.review_on.data,
        )


class PublishForm(PortalForm):
    """A view for the library."""

    title = _line("Title", "What a practitioner would look for.")
    change = _text("What was changed?", "Nothing that tells which authority it is.")
    reason = _text("Why do you see it so?")
    may_cut = _text("What may be cut or changed? (optional)")
    must_keep = _text("What has to stay? (optional)")
    conditions = _text("On what conditions? (optional)")

    def said(self) -> Edited:
        """What was typed."""
        return Edited(
            self.title.data or "",
            self.change.data or "",
            self.reason.data or "",
            self.may_cut.data or "",
            self.must_keep.data or "",
            self.conditions.data or "",
        )


class AskAgainForm(PortalForm):
    """What speaks for it, or what is not clear."""

    words = _text(
        "What should the NSPCC look at?",
        f"What speaks for it, or what is not clear to you. You get a view within ten working days. "
        f"{NO_CHILD}",
    )


class EndForm(PortalForm):
    """That it ended, when and why."""

    ended_on = DayField(
        "When did it end?", description="For example, 27 3 2027", subject="The day it ended"
    )
    why = _text("Why did it end, and what came of it?", f"The NSPCC learns from it. {NO_CHILD}")


class AdaptationMessageForm(PortalForm):
    """A message to the other side."""

    words = _text("Write a message", f"The other side gets a mail and reads it here. {NO_CHILD}")


class AdaptationNoteForm(PortalForm):
    """A note for the NSPCC alone."""

    note = _text("Note", f"Only the NSPCC can read this. The authority cannot. {NO_CHILD}")


class GuidanceForm(PortalForm):
    """Whether the guidance changes."""

    changed = _radios(
        "Does the guidance change?",
        (("yes", "Yes, it is or will be changed"), ("no", "No, it stays as it is")),
    )
    reason = _text("What is changed, or why does it stay?")


def hidden_values(form: PortalForm, names: Iterable[str]) -> list[tuple[str, str]]:
    """(name, value) of what was typed, for the page that asks to check it."""
    found: list[tuple[str, str]] = []
    for name in names:
        field: Any = form[name]
        data = field.raw_data if isinstance(field, DayField) else field.data
        many = data if isinstance(data, list | tuple) else [data or ""]
        found += [(name, str(one)) for one in many]
    return found


def frame_data(more: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Codes as the fields of `FrameForm` take them."""
    return {
        known.name: list(more.get(known.name, ()))
        if known.several
        else next(iter(more.get(known.name, ())), "")
        for known in FIELDS
    }
