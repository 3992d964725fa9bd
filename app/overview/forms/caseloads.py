"""What is entered about the NSPCC's side: who leads a site, who covers, who takes a caseload."""

from collections.abc import Iterable, Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice

LONGEST = Length(max=2000, message="Use at most 2,000 characters")


def number_of(value: str | int | None) -> int | None:
    """A number chosen in a list; the first, empty entry is nothing."""
    typed = str(value)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _people(label: str, hint: str = "") -> SelectField:
    return SelectField(  # that they are staff is for the service to say
        label,
        description=hint,
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )


class LeadForm(PortalForm):
    """Who leads a site for the NSPCC, and who deputises."""

    lead_id = _people("Implementation lead")
    deputy_id = _people("Deputy lead", "Knows the site, and stands in when the lead cannot.")
    reason = TextAreaField(
        "Why it changes",
        description="The authority reads it in the history of the site.",
        widget=GovTextArea(),
        validators=[InputRequired("Say why the lead or the deputy changes"), LONGEST],
    )

    def offer(self, staff: Iterable[tuple[int, str]]) -> "LeadForm":
        """Who can be chosen."""
        named = [SelectChoice(str(number), name) for number, name in staff]
        self.lead_id.choices = [SelectChoice("", "Choose a lead"), *named]
        self.deputy_id.choices = [SelectChoice("", "Nobody"), *named]
        return self


class CoverForm(PortalForm):
    """Who stands in for a lead during leave."""

    absent_id = _people("Who is away?")
    cover_id = _people("Who covers?", "They reach every site of whoever is away, for that time.")
    starts_on = DayField("First day", subject="The first day", needed=True)
    ends_on = DayField("Last day", subject="The last day", needed=True)
    note = TextAreaField(
        "What the cover should know (optional)", widget=GovTextArea(), validators=[LONGEST]
    )

    def offer(self, absent: Iterable[tuple[int, str]], staff: Iterable[tuple[int, str]]) -> None:
        """Who can be chosen on either side."""
        away = [SelectChoice(str(number), name) for number, name in absent]
        self.absent_id.choices = away if len(away) == 1 else [SelectChoice("", "Choose"), *away]
        named = [SelectChoice(str(number), name) for number, name in staff]
        self.cover_id.choices = [SelectChoice("", "Choose who covers"), *named]


class HandOverCaseloadForm(PortalForm):
    """Who takes the sites of a lead; a field for each site is made by `handover_form`."""

    sites: Sequence[int] = ()
    everything = _people("Who takes all of them?", "Leave it empty to choose for each site below.")
    starts_on = DayField(
        "From",
        description="Today, or a day ahead: the sites then change hands early that morning.",
        subject="The day on which they change hands",
        needed=True,
    )
    note = TextAreaField(
        "Why",
        description="Their strategic leads read it in a mail and in the history.",
        widget=GovTextArea(),
        validators=[InputRequired("Say why the sites change hands"), LONGEST],
    )

    def to(self) -> dict[int, int]:
        """Site -> who takes it: what was chosen for it, or for all."""
        chosen = {site: self[f"to_{site}"].data or self.everything.data for site in self.sites}
        return {site: person for site, person in chosen.items() if person}


def handover_form(
    sites: Sequence[tuple[int, str]], staff: Sequence[tuple[int, str]], data: dict[str, Any]
) -> HandOverCaseloadForm:
    """The form with a field for each site; each can stay as it is."""
    fields = {f"to_{number}": _people(name) for number, name in sites}
    made: type[HandOverCaseloadForm] = type(
        "OfferedHandOverForm", (HandOverCaseloadForm,), {**fields}
    )
    form = made(data=data)
    named = [SelectChoice(str(number), name) for number, name in staff]
    form.sites = [number for number, _ in sites]
    form.everything.choices = [SelectChoice("", "Choose for each site"), *named]
    for number, _ in sites:
        form[f"to_{number}"].choices = [SelectChoice("", "As chosen for all, or stays"), *named]
    return form
