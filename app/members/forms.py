"""What members type about themselves."""

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
    EmailField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.members.rules import ROLES, TAGS
from app.members.rules.profiles import (
    LONGEST_ABOUT,
    LONGEST_LINE,
    NATIONS_BESIDE,
    SHOWABLE,
    Wishes,
)
from app.sites.rules import ENGLISH_REGIONS

REGIONS = (*ENGLISH_REGIONS, *NATIONS_BESIDE)


def _folded(typed: str | None) -> str:
    return " ".join(typed.split()) if typed else ""


def _line(label: str, hint: str) -> StringField:
    return StringField(
        label,
        description=hint,
        widget=GovTextInput(),
        filters=[_folded],
        validators=[Length(max=LONGEST_LINE, message=f"Use at most {LONGEST_LINE} characters")],
    )


def _choice(label: str, options: list[tuple[str, str]]) -> SelectField:
    choices = [SelectChoice(value, words) for value, words in [("", "Not said"), *options]]
    return SelectField(label, widget=GovSelect(), choices=choices)


def _shown(what: str) -> BooleanField:
    return BooleanField(f"Members may see {what}", widget=GovCheckboxInput())


class AgreeForm(PortalForm):
    """Accepting the house rules."""

    agrees = BooleanField(
        "I have read the house rules and will keep to them",
        widget=GovCheckboxInput(),
        validators=[InputRequired("Tick the box to accept the house rules")],
    )


class ProfileForm(PortalForm):
    """Everything somebody may say about themselves, with a consent for each."""

    role = _choice("What you do", list(ROLES.items()))
    role_words = _line("In your own words (optional)", "Such as “IRO and practice champion”.")
    role_shown = _shown("what I do")
    place = _line(
        "Authority or organisation (optional)", "Leave it empty if you would rather not say."
    )
    place_shown = _shown("where I work")
    region = _choice("Region", [(name, name) for name in REGIONS])
    region_shown = _shown("my region")
    languages = _line("Languages you work in (optional)", "Such as “Welsh, British Sign Language”.")
    languages_shown = _shown("my languages")
    interests = SelectMultipleField(
        "What interests you",
        description="You are shown what is new about it, and questions you may be able to answer.",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(key, words) for key, words in TAGS.items()],
    )
    interests_shown = _shown("what interests me")
    about = TextAreaField(
        "About you (optional)",
        description="What colleagues can ask you about. Name or describe no child or family.",
        widget=GovTextArea(),
        validators=[Length(max=LONGEST_ABOUT, message=f"Use at most {LONGEST_ABOUT} characters")],
    )
    about_shown = _shown("what I wrote about myself")
    is_listed = BooleanField(
        "List me in the directory, and let others name me in what they write",
        widget=GovCheckboxInput(),
    )
    takes_messages = BooleanField(
        "Let members write to me. They do not learn my address",
        description="Without it, only whom you write to afterwards can answer you.",
        widget=GovCheckboxInput(),
    )
    shows_presence = BooleanField("Show in a chat room that I am there", widget=GovCheckboxInput())
    trainer_shown = BooleanField(
        "I train others: show me to members who look for a trainer", widget=GovCheckboxInput()
    )

    def said(self) -> Wishes:
        """The profile as typed."""
        lines = ("role", "role_words", "place", "region", "languages", "about")
        ticks = ("is_listed", "takes_messages", "shows_presence", "trainer_shown")
        held: dict[str, Any] = {name: (self[name].data or "").strip() for name in lines}
        held |= {name: bool(self[name].data) for name in ticks}
        return Wishes(
            **held,
            interests=frozenset(self.interests.data or ()),
            shown=frozenset(name for name in SHOWABLE if self[f"{name}_shown"].data),
        )


def profile_form(kept: Wishes) -> ProfileForm:
    """The form as it was kept."""
    ticks = {f"{name}_shown": name in kept.shown for name in SHOWABLE}
    return ProfileForm(data={**vars(kept), **ticks, "interests": sorted(kept.interests)})


class ConfirmForm(PortalForm):
    """Nothing but a button."""


class EmptyForm(PortalForm):
    """Why the words of a profile are taken away."""

    reason = TextAreaField(
        "Why are they taken away?",
        description="Kept in the audit trail. The member is told that it was done, not by whom.",
        widget=GovTextArea(),
        validators=[
            InputRequired("Say why they are taken away"),
            Length(max=1000, message="Use at most 1,000 characters"),
        ],
    )


class InviteForm(PortalForm):
    """Somebody who belongs to no authority."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        filters=[_folded],
        validators=[
            Unguarded("the name of a colleague, not of a child"),
            InputRequired("Enter the person’s name"),
            Length(max=LONGEST_LINE, message=f"Use at most {LONGEST_LINE} characters"),
        ],
    )
    email = EmailField(
        "E-mail address",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter an e-mail address in the form name@example.org"),
            Length(max=254, message="Enter an e-mail address of at most 254 characters"),
        ],
    )
