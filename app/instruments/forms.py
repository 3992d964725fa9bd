"""What is entered into a draft. It may be incomplete: only what cannot be kept is refused."""

from collections.abc import Iterable
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField
from app.instruments.rules import Indicator
from app.instruments.rules.parts import About, ItemWords, SectionWords, fingerprint

ANCHOR = "anchor_"


def tidy(text: str | None) -> str:
    """Text on one line, without space at its ends."""
    return " ".join((text or "").split())


def _line(label: str, most: int, description: str = "", needed: str = "") -> StringField:
    return StringField(
        label,
        widget=GovTextInput(),
        filters=[tidy],
        description=description,
        validators=[*([InputRequired(needed)] if needed else []), _no_longer(label, most)],
    )


def _text(label: str, most: int, description: str = "") -> TextAreaField:
    return TextAreaField(
        label,
        widget=GovTextArea(),
        filters=[tidy],
        description=description,
        validators=[_no_longer(label, most)],
    )


def _no_longer(label: str, most: int) -> Length:
    return Length(max=most, message=f"“{label}” must be {most:,} characters or fewer")


def _number(label: str, most: int, description: str = "") -> WholeNumberField:
    fault = f"“{label}” must be a whole number from 1 to {most}"
    return WholeNumberField(
        label,
        fault=fault,
        description=description,
        validators=[Optional(), NumberRange(1, most, message=fault)],
    )


class SeenForm(PortalForm):
    """Nothing but what its reader saw, so that nobody decides about something else."""

    seen = HiddenField()


class AboutForm(SeenForm):
    """What a version says of itself."""

    title = _line("Title", 200)
    short_title = _line("Short title", 40, "Where there is little room, such as PreISA")
    purpose = _text("What it is for", 2000, "Raters read this before they start.")
    for_whom = _text("Who answers", 2000)
    minutes = _number("Minutes one person needs", 600)

    def words(self) -> About:
        """What was entered."""
        return About(
            title=tidy(self.title.data),
            short_title=tidy(self.short_title.data),
            purpose=tidy(self.purpose.data),
            for_whom=tidy(self.for_whom.data),
            minutes=self.minutes.data,
        )


class SectionForm(SeenForm):
    """What a section says before its items."""

    title = _line("Title", 120)
    intro = _text("Introduction", 1000, "A sentence or two, shown before the items.")

    def words(self) -> SectionWords:
        """What was entered."""
        return SectionWords(title=tidy(self.title.data), intro=tidy(self.intro.data))


class ItemForm(SeenForm):
    """One item; the fields for the points of the scale are made by `item_form`."""

    text = _text("Statement", 500, "What is judged, as a statement that can be true here or not.")
    hint = _text("Hint", 1000, "Shown under the statement. Leave empty if it needs none.")
    evidence = _text("Evidence asked for", 500, "Such as “Job plan”.")
    critical = BooleanField("This is a critical item", widget=GovCheckboxInput())
    suggestion = _text("Suggested action", 1000, "What to do where this is a gap.")
    days = _number("Usual days for the suggested action", 730)
    hexagon = SelectMultipleField(
        "Hexagon indicators it speaks to",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(one.value, one.value.capitalize()) for one in Indicator],
        description="Where it counts in the view by indicator. None, if it speaks to none.",
    )
    comparable = SelectField(
        "Asks the same as this item of the earlier version",
        widget=GovSelect(),
        choices=[],
        description="Scores are set side by side only where it asks the same. New words that ask "
        "for more, or for something else, are not comparable.",
    )

    @property
    def anchors(self) -> list[Any]:
        """The fields for the points of the scale, lowest first."""
        return [field for field in self if field.name.startswith(ANCHOR)]

    def words(self) -> ItemWords:
        """What was entered."""
        return ItemWords(
            text=tidy(self.text.data),
            hint=tidy(self.hint.data),
            evidence=tidy(self.evidence.data),
            critical=bool(self.critical.data),
            anchors=tuple(
                (int(field.name.removeprefix(ANCHOR)), tidy(field.data)) for field in self.anchors
            ),
            suggestion=tidy(self.suggestion.data),
            days=self.days.data,
            comparable=self.comparable.data or None,
            hexagon=tuple(self.hexagon.data or ()),
        )


def item_form(
    points: Iterable[tuple[int, str]], earlier: Iterable[tuple[str, str]], words: ItemWords
) -> ItemForm:
    """The form of an item, filled with its words: `points` of the scale as (value, general words),
    `earlier` items as (id, words) to compare with."""
    fields = {
        f"{ANCHOR}{value}": _text(f"{value} here means", 500, f"In general: {label}")
        for value, label in points
    }
    made: type[ItemForm] = type("DraftItemForm", (ItemForm,), fields)
    own = {f"{ANCHOR}{point}": text for point, text in words.anchors}
    kept = {**vars(words), "comparable": words.comparable or "", "seen": fingerprint(words)}
    form = made(data={**kept, **own})
    form.comparable.choices = [
        SelectChoice("", "Nothing before: not comparable"),
        *(SelectChoice(id_, label) for id_, label in earlier),
    ]
    return form


class NewItemForm(PortalForm):
    """A new item: its short name, and the statement if it is known already."""

    item_id = _line(
        "Short name",
        12,
        "Letters, digits and hyphens. It stays as it is, so that answers keep their item.",
        needed="Enter a short name, such as A6",
    )
    text = _text("Statement", 500)


class MoveForm(PortalForm):
    """Where an item goes."""

    spot = SelectField("Move it to", widget=GovSelect(), choices=[])

    def offer(self, spots: Iterable[tuple[str, str]]) -> "MoveForm":
        """Offer the places."""
        self.spot.choices = [SelectChoice(value, label) for value, label in spots]
        return self
