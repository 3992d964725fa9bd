"""A round as a whole: opening it, moving its dates, choosing who answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.assessments.forms.limits import LONGEST_REASON, no_longer
from app.assessments.rules import tidy
from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice

NOT_ASKED = "Not asked"


class OpenRoundForm(PortalForm):
    """A new round: which instrument, and from when to when."""

    instrument = RadioField(
        "Which self assessment",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose a self assessment")],
    )
    opens_on = DayField("Opens on", subject="The date it opens", needed=True)
    closes_on = DayField(
        "To be finished by",
        subject="The date to finish by",
        needed=True,
        description="Four weeks are usual. Nothing is locked when the date passes.",
    )


class MoveDatesForm(PortalForm):
    """Another day to finish by, and why."""

    closes_on = DayField("To be finished by", subject="The date to finish by", needed=True)
    reason = TextAreaField(
        "Why it moves",
        widget=GovTextArea(),
        filters=[tidy],
        validators=[
            InputRequired("Enter why the date moves"),
            no_longer(LONGEST_REASON, "The reason"),
        ],
        description="Kept in the history of your authority.",
    )


class RatersForm(PortalForm):
    """A role for each colleague; fields are made by `raters_form`."""

    def wanted(self) -> dict[int, str]:
        """Person -> role of those who are asked."""
        chosen = {
            int(field.name.removeprefix("role_")): field.data
            for field in self
            if field.name.startswith("role_")
        }
        return {person: role for person, role in chosen.items() if role}


def raters_form(
    people: Sequence[tuple[int, str]], roles: Mapping[str, str], chosen: Mapping[int, str]
) -> RatersForm:
    """A select for each (number, name) with the roles of the instrument; `chosen` stands now."""
    choices = [SelectChoice("", NOT_ASKED), *(SelectChoice(code, roles[code]) for code in roles)]
    fields: dict[str, Any] = {}
    for number, name in people:
        mine = chosen.get(number, "")
        extra = [] if mine in roles or not mine else [SelectChoice(mine, mine)]
        fields[f"role_{number}"] = SelectField(name, choices=choices + extra, widget=GovSelect())
    made: type[RatersForm] = type("RoundRatersForm", (RatersForm,), fields)
    return made(data={f"role_{number}": chosen.get(number, "") for number, _ in people})


class NewcomerForm(PortalForm):
    """Somebody who has to join the site first."""

    name = StringField(
        "Name",
        widget=GovTextInput(),
        filters=[tidy],
        validators=[InputRequired("Enter the person’s name"), no_longer(100, "The name")],
    )
    email = StringField(
        "Email address",
        widget=GovTextInput(),
        filters=[tidy],
        validators=[InputRequired("Enter their email address"), no_longer(254, "The address")],
    )
    role = SelectField(
        "Role in this self assessment",
        widget=GovSelect(),
        validators=[InputRequired("Choose their role")],
    )
