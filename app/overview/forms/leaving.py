"""What is entered when somebody leaves: who and when, who follows, access, what is passed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import EmailField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice, Unguarded
from app.overview.forms.caseloads import number_of
from app.sites.rules.leavings import Access

NEW, NOBODY = "new", "nobody"


@dataclass(frozen=True)
class Choice:
    """What was chosen for one part: a person, somebody new by name, or nobody."""

    person_id: int | None = None
    name: str = ""
    email: str = ""


class LeavingForm(PortalForm):
    """Who leaves, and when."""

    person = SelectField(
        "Who leaves?",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    last_day = DayField(
        "Last day",
        description="The last day on which they do this work. For example, 27 3 2027",
        subject="The last day",
        needed=True,
    )
    note = TextAreaField(
        "Why (optional)",
        description="For example: moves to another authority. It appears in the history.",
        widget=GovTextArea(),
        validators=[Length(max=2000, message="Use at most 2,000 characters")],
    )

    def offer(self, people: Sequence[tuple[int, str]]) -> "LeavingForm":
        """Who can be chosen."""
        named = [SelectChoice(str(number), name) for number, name in people]
        self.person.choices = [SelectChoice("", "Choose a person"), *named]
        return self


class AccessForm(PortalForm):
    """What becomes of the access of whoever leaves."""

    access = RadioField(
        "What becomes of their access?",
        widget=GovRadioInput(),
        choices=[SelectChoice(one.value, one.label) for one in Access],
        validators=[InputRequired("Choose what becomes of their access")],
    )
    access_until = DayField(
        "Last day of their access",
        description="Only if it ends after a day. It ends by itself during the night.",
        subject="The last day of their access",
    )


class CarryOutForm(PortalForm):
    """Nothing is typed on the last page; what is refused stands there."""

    confirmed = HiddenField()


class PartsForm(PortalForm):
    """A choice for each part; the fields are made by `posts_form` and `work_form`."""

    parts: Sequence[str] = ()

    def chosen(self) -> dict[str, Choice]:
        """Part -> what was chosen; parts left as they are by default are absent."""
        found = {}
        for part in self.parts:
            value = str(self[_to(part)].data or "")
            if value == NEW:
                name, email = self[_name(part)].data or "", self[_email(part)].data or ""
                found[part] = Choice(None, name, email)
            elif value == NOBODY:
                found[part] = Choice()
            elif value:
                found[part] = Choice(number_of(value))
        return found

    def fields_of(self, part: str) -> list[Any]:
        """The fields of one part, in order."""
        names = (_to(part), _name(part), _email(part))
        return [self[name] for name in names if name in self]

    def refuse_part(self, part: str, message: str) -> None:
        """Put what a service refused beside the field of a part."""
        first = _to(self.parts[0]) if self.parts else next(iter(self)).short_name
        field = _to(part) if part in self.parts else first
        self.refuse(_name(part) if _name(part) in self else field, message)

    def validate(self, extra_validators: Any = None) -> bool:
        """A new person needs a name; everything else is for the service to say."""
        super().validate(extra_validators)
        for part in self.parts:
            is_new = str(self[_to(part)].data or "") == NEW
            if is_new and not (self[_name(part)].data or "").strip():
                self.refuse(_name(part), "Enter the name of whoever follows")
        return not self.errors


def posts_form(
    posts: Sequence[tuple[str, str]],
    people: Sequence[tuple[int, str]],
    kept: Mapping[str, Choice],
) -> PartsForm:
    """Who follows in each post (part, label): a member, somebody new, or nobody for now."""
    fields: dict[str, Any] = {}
    for part, label in posts:
        fields[_to(part)] = _select(f"{label}: who follows?")
        fields[_name(part)] = StringField(
            f"{label}: name of somebody new",
            widget=GovTextInput(),
            validators=[Unguarded("the name of a colleague, not of a child"), Length(max=100)],
        )
        fields[_email(part)] = EmailField(
            f"{label}: their e-mail address",
            description="They are invited when the hand-over is carried out.",
            widget=GovTextInput(),
            validators=[Length(max=254)],
        )
    form = _made(fields, [part for part, _ in posts], kept)
    offered = [
        SelectChoice(NOBODY, "Nobody yet: the post becomes vacant"),
        SelectChoice(NEW, "Somebody new, named below"),
        *(SelectChoice(str(number), name) for number, name in people),
    ]
    return _offer(form, [SelectChoice("", "Choose who follows"), *offered])


def work_form(
    kinds: Sequence[tuple[str, str, str]],
    things: Sequence[tuple[str, str]],
    people: Sequence[tuple[int, str]],
    kept: Mapping[str, Choice],
) -> PartsForm:
    """Who takes over each kind (part, label, what becomes of it without anybody) and, where that
    differs, single things (part, words)."""
    fields: dict[str, Any] = {_to(part): _select(label) for part, label, _ in kinds}
    fields |= {_to(part): _select(words) for part, words in things}
    parts = [part for part, _, _ in kinds] + [part for part, _ in things]
    form = _made(fields, parts, kept)
    named = [SelectChoice(str(number), name) for number, name in people]
    for part, _, alone in kinds:
        nobody = SelectChoice(NOBODY, f"Nobody: they {alone}")
        form[_to(part)].choices = [SelectChoice("", "The successor"), *named, nobody]
    for part, _ in things:
        form[_to(part)].choices = [
            SelectChoice("", "As the others"),
            *named,
            SelectChoice(NOBODY, "Nobody"),
        ]
    return form


def _made(fields: dict[str, Any], parts: Sequence[str], kept: Mapping[str, Choice]) -> PartsForm:
    made: type[PartsForm] = type("OfferedPartsForm", (PartsForm,), fields)
    form = made(data={name: value for part in parts for name, value in _kept(part, kept).items()})
    form.parts = list(parts)
    return form


def _kept(part: str, kept: Mapping[str, Choice]) -> dict[str, str]:
    one = kept.get(part)
    if one is None:
        return {}
    if one.person_id is not None:
        return {_to(part): str(one.person_id)}
    if one.name:
        return {_to(part): NEW, _name(part): one.name, _email(part): one.email}
    return {_to(part): NOBODY}


def _offer(form: PartsForm, choices: list[SelectChoice]) -> PartsForm:
    for part in form.parts:
        form[_to(part)].choices = choices
    return form


def _select(label: str) -> SelectField:
    return SelectField(  # that they belong to the site is for the service to say
        label, widget=GovSelect(), choices=[], validate_choice=False
    )


def _to(part: str) -> str:
    return f"to_{_plain(part)}"


def _name(part: str) -> str:
    return f"name_{_plain(part)}"


def _email(part: str) -> str:
    return f"email_{_plain(part)}"


def _plain(part: str) -> str:
    """A part as the name of a field: fields are attributes, and ids of the page."""
    return part.replace(":", "_").replace("-", "_")
