"""What is typed about a resource, a version of it, a decision and a collection."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovFileInput,
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
    URLField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.library.rules import (
    LONGEST_ABOUT,
    LONGEST_CHANGE,
    LONGEST_REASON,
    LONGEST_TITLE,
    Details,
    Kind,
    Licence,
    link_fault,
)
from app.members.rules import ROLES, STAGES, TAGS
from app.sites.rules import Stage

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
IMPLEMENTATION = {stage.value: stage.label for stage in Stage}
THEMES = {key: words for key, words in TAGS.items() if key not in STAGES}


def _line(typed: str | None) -> str:
    return " ".join(_UNSEEN.sub("", typed or "").split())


def _lines(typed: str | None) -> str:
    return _UNSEEN.sub("", (typed or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def _choices(options: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(key, words) for key, words in options.items()]


def _any(label: str, options: dict[str, str]) -> SelectField:
    return SelectField(label, widget=GovSelect(), choices=_choices({"": "Any", **options}))


def _several(label: str, hint: str, options: dict[str, str]) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        description=hint,
        widget=GovCheckboxesInput(),
        choices=_choices(options),
    )


class _What(PortalForm):
    """A file or a link."""

    what = RadioField(
        "What do you share?",
        widget=GovRadioInput(),
        choices={"file": "A file", "link": "A link"},
        validators=[InputRequired("Choose whether you share a file or a link")],
    )
    file = FileField("File", widget=GovFileInput())
    link = URLField(
        "Address of the page or document",
        description="Starts with https://",
        widget=GovTextInput(),
        filters=[_line],
    )

    def validate_link(self, field: Any) -> None:
        """A link leads somewhere."""
        if self.what.data == "link" and (fault := link_fault(field.data or "")):
            raise ValidationError(fault)

    def validate_file(self, field: Any) -> None:
        """A file was chosen; what it is, is looked at when it is taken in."""
        if self.what.data == "file" and not (field.data and field.data.filename):
            raise ValidationError("Choose the file to share")


class DetailsForm(PortalForm):
    """What is said about a resource."""

    title = StringField(
        "Title",
        description="As colleagues would look for it, such as “Written agreement with parents”",
        widget=GovTextInput(),
        filters=[_line],
        validators=[
            InputRequired("Enter a title, such as “Written agreement with parents”"),
            Length(max=LONGEST_TITLE, message=f"Use at most {LONGEST_TITLE} characters"),
        ],
    )
    about = TextAreaField(
        "What is it for, and who could use it?",
        description="Do not name or describe any child or family.",
        widget=GovTextArea(),
        filters=[_lines],
        validators=[
            InputRequired("Say what it is for and who could use it"),
            Length(max=LONGEST_ABOUT, message=f"Use at most {LONGEST_ABOUT:,} characters"),
        ],
    )
    kind = SelectField(
        "What sort of resource is it?",
        widget=GovSelect(),
        choices=_choices({"": "Choose"} | {kind.value: kind.label for kind in Kind}),
        validators=[InputRequired("Choose what sort of resource it is")],
    )
    stage = _any("Stage of the framework", dict(STAGES))
    implementation = _any("Stage of adopting it", IMPLEMENTATION)
    audience = _several("Who is it for?", "Leave it empty if it is for everybody.", dict(ROLES))
    tags = _several("What is it about?", "People who follow a subject are told of it.", THEMES)
    licence = RadioField(
        "What may others do with it?",
        widget=GovRadioInput(),
        choices={licence.value: licence.label for licence in Licence},
        validators=[InputRequired("Choose what others may do with it")],
    )
    credit = StringField(
        "Whose it is (optional)",
        description="The organisation to name, such as “Northmoor Council”",
        widget=GovTextInput(),
        filters=[_line],
        validators=[Length(max=LONGEST_TITLE, message=f"Use at most {LONGEST_TITLE} characters")],
    )
    review_on = DayField(
        "When should it be looked at again? (optional)",
        subject="The day to look at it again",
        description="In a year, if you leave it empty",
    )

    def for_others(self) -> None:
        """Leave out the description, which is its owner's alone to change."""
        del self.about

    def for_withdrawn(self) -> None:
        """Leave nothing but what is still read of a withdrawn resource: its title and credit."""
        for name in [field.name for field in self if field.name not in ("title", "credit")]:
            if name != "csrf_token":
                del self[name]

    def said(self) -> Details:
        """What was typed; the form is valid."""
        about = str(self.about.data or "") if "about" in self else ""
        day = self.review_on.data
        return Details(
            title=self.title.data or "",
            about=about,
            kind=Kind(self.kind.data),
            licence=Licence(self.licence.data),
            stage=self.stage.data or "",
            implementation=self.implementation.data or "",
            audience=tuple(self.audience.data or ()),
            tags=tuple(self.tags.data or ()),
            credit=self.credit.data or "",
            review_on=day if isinstance(day, date) else None,
        )


class ShareForm(_What, DetailsForm):
    """A new resource with its first version."""

    site = SelectField("For which authority do you share it?", widget=GovSelect(), choices=[])

    def shared_for(self, sites: Iterable[tuple[int, str]]) -> None:
        """Offer the authorities somebody belongs to; whoever belongs to none is not asked."""
        self.site.choices = _choices({str(number): name for number, name in sites})
        if not self.site.choices:
            del self.site

    @property
    def site_id(self) -> int | None:
        """For which of the authorities it is shared; the form is valid."""
        return int(self.site.data) if "site" in self else None


class EditionForm(_What):
    """A newer version."""

    changes = StringField(
        "What changed?",
        description="One sentence: people who have the old one decide by it whether they need this",
        widget=GovTextInput(),
        filters=[_line],
        validators=[
            InputRequired("Say what changed, so that people know whether they need it"),
            Length(max=LONGEST_CHANGE, message=f"Use at most {LONGEST_CHANGE} characters"),
        ],
    )

    def for_first(self) -> None:
        """Nobody has an older one that it could differ from."""
        del self.changes


class ConfirmForm(PortalForm):
    """Nothing but a button."""


class CheckForm(PortalForm):
    """Its owner has looked through it."""

    confirmed = BooleanField(
        "I have looked at each of these, and nothing in the file identifies a child or a family",
        widget=GovCheckboxInput(),
    )


class DecisionForm(PortalForm):
    """Whether the authority shares it."""

    decision = RadioField(
        "May it be shared with the community?",
        widget=GovRadioInput(),
        choices={"yes": "Yes, share it", "no": "No, not like this"},
        validators=[InputRequired("Choose whether it may be shared")],
    )
    reason = TextAreaField(
        "Why not, or what has to change?",
        description="Whoever shared it reads this.",
        widget=GovTextArea(),
        filters=[_lines],
        validators=[
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON:,} characters")
        ],
    )

    def validate_reason(self, field: Any) -> None:
        """A no has a reason."""
        if self.decision.data == "no" and not field.data:
            raise ValidationError("Say why, so that its owner can mend it")


class ReasonForm(PortalForm):
    """Why something is taken away."""

    reason = TextAreaField(
        "Why is it withdrawn?",
        description="Those who have it can read this.",
        widget=GovTextArea(),
        filters=[_lines],
        validators=[
            InputRequired("Say why, so that those who have it know"),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON:,} characters"),
        ],
    )


class CollectionForm(PortalForm):
    """What to start with."""

    title = StringField("Title", widget=GovTextInput(), filters=[_line])
    purpose = TextAreaField("What is it for? (optional)", widget=GovTextArea(), filters=[_lines])
    audience = _any("For whom", dict(ROLES))
    implementation = _any("Stage of adopting the framework", IMPLEMENTATION)
    items = TextAreaField(
        "Resources, in their order",
        description="One a line: its number; what stands after it is for you alone.",
        widget=GovTextArea(),
    )

    def validate_items(self, field: Any) -> None:
        """Numbers, each once."""
        words = self._first_words()
        if not all(word.isascii() and word.isdigit() and len(word) < 9 for word in words):
            raise ValidationError("Begin each line with a number, such as 12")

    def numbers(self) -> tuple[int, ...]:
        """The numbers as typed, each once."""
        return tuple(dict.fromkeys(int(word) for word in self._first_words()))

    def _first_words(self) -> list[str]:
        lines = (line.split() for line in (self.items.data or "").splitlines())
        return [words[0].rstrip(",.:") for words in lines if words]
