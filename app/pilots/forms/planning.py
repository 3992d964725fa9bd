"""What is typed about a plan as a whole."""

from collections.abc import Iterable

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from app.core.web.day_field import DayField
from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField
from app.journey.rules.case_types import CaseType
from app.pilots.forms.chosen import NO_CHILD, ReasonForm, number_of
from app.pilots.rules.plan import Cohort, Times


class NewPilotForm(PortalForm):
    """The first words about a pilot; the rest can wait."""

    name = StringField(
        "Name of the pilot",
        description="What people call it, such as Assessment teams, autumn.",
        widget=GovTextInput(),
    )
    aim = TextAreaField(
        "What do you want to find out? (optional now)",
        description=f"In a sentence or two. {NO_CHILD}",
        widget=GovTextArea(),
    )

    def said(self) -> Cohort:
        """What was typed."""
        return Cohort(self.name.data or "", self.aim.data or "", "", None, ())


class CohortForm(ReasonForm):
    """Which teams and children."""

    name = StringField("Name of the pilot", widget=GovTextInput())
    aim = TextAreaField(
        "What do you want to find out?",
        description=f"In a sentence or two. {NO_CHILD}",
        widget=GovTextArea(),
    )
    teams = TextAreaField(
        "Teams that take part", description="One on each line.", widget=GovTextArea()
    )
    children = WholeNumberField(
        "How many children",
        description="The size of the cohort: those you expect to assess during the pilot.",
        fault="Enter how many children, as a whole number",
        validators=[Optional()],
    )
    case_types = SelectMultipleField(
        "Types of case",
        description="Tick all that apply.",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(one.value, one.label) for one in CaseType],
        validate_choice=False,
    )

    def said(self) -> Cohort:
        """What was typed."""
        chosen = set(self.case_types.data or ())
        known = [one.value for one in CaseType if one.value in chosen]
        return Cohort(
            self.name.data or "",
            self.aim.data or "",
            self.teams.data or "",
            self.children.data,
            (*known, *sorted(chosen - set(known))),
        )


class TimesForm(ReasonForm):
    """Who answers for it, and when it runs."""

    owner = SelectField(
        "Who answers for the pilot",
        description="Gets the reminders about monthly counts and the review.",
        widget=GovSelect(),
        coerce=number_of,
        choices=[],
        validate_choice=False,
    )
    starts_on = DayField("First day", description="For example, 27 3 2027", subject="The first day")
    ends_on = DayField(
        "Last day",
        description="Three to six months are usual.",
        subject="The last day",
    )

    def offer(self, people: Iterable[tuple[int, str]], kept: tuple[int | None, str]) -> "TimesForm":
        """Who can be chosen: (number, words); `kept` is whoever answers for it now."""
        named = [SelectChoice(str(number), words) for number, words in people]
        if kept[0] is not None and str(kept[0]) not in {one.value for one in named}:
            named.append(SelectChoice(str(kept[0]), f"{kept[1]} (no longer on this site)"))
        self.owner.choices = [SelectChoice("", "Choose a person"), *named]
        return self

    def said(self) -> Times:
        """What was typed."""
        return Times(self.owner.data, self.starts_on.data, self.ends_on.data)


class EndForm(PortalForm):
    """When a pilot ended."""

    on = DayField("When did the pilot end?", subject="The day the pilot ended")
    note = TextAreaField(
        "Anything to know about the end (optional)",
        description=f"For example, why it ended early. {NO_CHILD}",
        widget=GovTextArea(),
    )
