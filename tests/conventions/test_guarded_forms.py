"""No form takes free text past the guard for identifying details."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

import app as portal
from app.assessments.forms.gaps import Offered, gaps_form
from app.core.web.edge import Portal
from app.core.web.forms import PortalForm, Unguarded
from app.core.web.guarding import is_guarded
from app.plans.rules import Side

NUMBER = "NHS 943 476 5919"
# Field -> why no child's details can be expected there; the guard would meet real names.
EXEMPT = {
    "app.accounts.forms.NameForm.name": "a person's own name",
    "app.admin.forms.InviteForm.name": "the name of a colleague",
    "app.members.forms.InviteForm.name": "the name of a colleague",
    "app.checkins.forms.cadence.HoursForm.phone": "one's own number at work",
    "app.checkins.forms.records.NoteForm.guests": "who took part: the post or name of a colleague",
    "app.checkins.forms.records.NoteForm.action_owner_name": "who does it: a colleague",
    "app.events.forms.AnnounceForm.link": "a link, checked by its own rule",
    "app.events.forms.ChangeForm.link": "a link, checked by its own rule",
    "app.events.forms.LinkForm.link": "a link, checked by its own rule",
    "app.events.forms.AnnounceForm.place": "the address of a venue, not of a family",
    "app.events.forms.MoveForm.link": "a link, checked by its own rule",
    "app.events.forms.MoveForm.place": "the address of a venue, not of a family",
    "app.events.forms.WhenForm.link": "a link, checked by its own rule",
    "app.events.forms.WhenForm.place": "the address of a venue, not of a family",
    "app.events.forms.MaterialForm.link": "a link, checked by its own rule",
    "app.meetings.forms.holding.GuestForm.guest": "who came: the name of a colleague",
    "app.meetings.forms.groups.SeatForm.name": "who sits in a group: the name of a colleague",
    "app.overview.forms.AddSiteForm.name": "the name of a site",
    "app.pilots.forms.parts.RiskForm.owner_name": "who sees to it: the name of a colleague",
    "app.pilots.forms.parts.StepForm.owner_name": "who sees to it: the name of a colleague",
    "app.posts.forms.deciding.DecideForm.parts": "what is taken out of a post, kept nowhere",
    "app.quality.forms.audits.BeginForm.case_reference": "kept as a keyed hash alone, never shown",
    "app.quality.forms.audits.FindingsForm.owner_name": "who does it: a colleague",
    "app.reminders.forms.RungForm.at": "a time of day, which a rule checks to the letter",
    "app.reminders.forms.RungForm.days": "a number of days, which a rule checks to the letter",
    "app.support.forms.answering.OfferForm.helper_name": "who gives it: the name of a colleague",
    "app.support.forms.answering.SessionForm.given_by_name": "who gave it: the name of a colleague",
    "app.support.forms.asking.PhoneForm.asker_name": "who asked: the post or name of a colleague",
    "app.sites.forms.FillPostForm.name": "who holds a post: the name of a colleague",
    "app.plans.forms.actions.ActionForm.owner_name": "who does it: the name of a colleague",
    "app.plans.forms.objectives.ObjectiveForm.owner_name": "who leads it: the name of a colleague",
    "app.plans.forms.routes.RouteForm.sender": "who tells it: the post or name of a colleague",
    "app.plans.forms.routes.RouteForm.receiver": "who is told: the post or name of a colleague",
    "app.sites.forms.InviteForm.name": "the name of a colleague",
    "app.sites.forms.JoinForm.name": "a person's own name",
    "app.training.forms.EntryForm.name": "the name of a colleague",
    "app.training.forms.NumberForm.number": "a number of ours, looked up and not kept",
    "app.training.forms.TrainerForm.name": "the name of a colleague",
}
# What these hold is chosen, counted, hidden, secret or an address: none is free text.
NO_FREE_TEXT = {
    *(
        "AmountField",
        "BooleanField",
        "CSRFTokenField",
        "DayField",
        "EmailField",
        "FileField",
        "HiddenField",
    ),
    *("IntegerField", "MultipleFileField", "PasswordField", "RadioField", "SelectField"),
    *("SelectMultipleField", "TelField", "TimeField", "URLField", "WhenField", "WholeNumberField"),
}


def _import_forms() -> None:
    for found in pkgutil.walk_packages(portal.__path__, "app."):
        if ".forms" in found.name or ".views" in found.name:
            importlib.import_module(found.name)


def _below(base: type[Any]) -> Iterator[type[Any]]:
    for form in base.__subclasses__():
        yield form
        yield from _below(form)


def _ours() -> list[type[PortalForm]]:
    """The forms that stand in the rooms' modules; those made while an answer is made do not."""
    _import_forms()
    found = {form for form in _below(PortalForm) if form.__module__.startswith("app.")}
    return sorted((form for form in found if _stands_in_its_module(form)), key=_name)


def _stands_in_its_module(form: type) -> bool:
    return getattr(importlib.import_module(form.__module__), form.__name__, None) is form


def _name(form: type) -> str:
    return f"{form.__module__}.{form.__name__}"


def _fields(form: type[PortalForm]) -> Iterator[tuple[str, Field]]:
    """The fields a class declares, bound; those made for one instrument are born guarded."""
    bare: Any = BaseForm({})
    for name in dir(form):
        declared = getattr(form, name)
        if isinstance(declared, UnboundField):
            yield f"{_name(form)}.{name}", declared.bind(bare, name)


def unguarded(forms: list[type[PortalForm]], exempt: dict[str, str]) -> list[str]:
    """What takes free text past the guard, or may: text fields, and fields of unknown sorts."""
    return [
        f"{name} ({field.type})"
        for form in forms
        for name, field in _fields(form)
        if not is_guarded(field) and field.type not in NO_FREE_TEXT and name not in exempt
    ]


def _weakened(forms: list[type[PortalForm]]) -> list[str]:
    """Forms that put a way of their own in place of the guard's, instead of before or after."""
    return [
        _name(form)
        for form in forms
        if (
            form.validate is not PortalForm.validate
            and "super().validate(" not in inspect.getsource(form.validate)
        )
        or form.Meta.render_field is not PortalForm.Meta.render_field
    ]


def test_every_free_text_field_is_guarded_or_exempt_for_a_reason() -> None:
    assert len(_ours()) > 25
    assert unguarded(_ours(), EXEMPT) == []


def test_no_exemption_is_left_over() -> None:
    marked = {name for form in _ours() for name, field in _fields(form) if field.flags.unguarded}
    assert marked == set(EXEMPT)


def test_every_form_is_a_portal_form_and_keeps_its_guard() -> None:
    _import_forms()
    others = [
        _name(form)
        for form in _below(FlaskForm)
        if form.__module__.startswith("app.") and not issubclass(form, PortalForm)
    ]
    assert others == []
    assert _weakened(_ours()) == []


def test_no_form_holds_forms_or_lists_that_the_guard_would_not_enter() -> None:
    nested = [
        name
        for form in _ours()
        for name, field in _fields(form)
        if field.type in ("FormField", "FieldList")
    ]
    assert nested == []


def test_a_form_made_for_what_is_offered_is_guarded_but_for_the_colleague(app: Portal) -> None:
    offered = Offered("B2", "Supervision", "Plan it", date(2027, 3, 12), None, "", Side.AUTHORITY)
    with app.test_request_context():
        made = type(gaps_form([offered], []))
    assert made not in _ours()
    assert unguarded([made], {}) == [f"{_name(made)}.owner_name_B2 (StringField)"]


class LooseText(Field):
    """A field of a sort nobody knows."""


class Planted(PortalForm):
    """What a colleague might add one day."""

    about = StringField("About", validators=[Unguarded("nobody listed it")])
    loose = LooseText("Loose")
    note = TextAreaField("Note")


class Weakened(PortalForm):
    """A form that forgets to call the rules it inherits."""

    def validate(self, extra_validators: Any = None) -> bool:
        return True


def test_a_planted_form_is_noticed() -> None:
    here = _name(Planted)
    assert unguarded([Planted], {}) == [f"{here}.about (StringField)", f"{here}.loose (LooseText)"]
    assert _weakened([Planted, Weakened]) == [_name(Weakened)]


@pytest.mark.parametrize("form", _ours(), ids=_name)
def test_a_posted_number_is_refused_by_every_form(app: Portal, form: type[PortalForm]) -> None:
    names = [name.rsplit(".", 1)[1] for name, field in _fields(form) if is_guarded(field)]
    with app.test_request_context(method="POST", data=dict.fromkeys(names, NUMBER)):
        made = form(meta={"csrf": False})
        for field in made:
            if hasattr(field, "choices") and field.choices is None:
                field.choices = []
        made.validate()
        taken = [name for name in names if not made[name].errors]
    assert not taken
