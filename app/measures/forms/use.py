"""The use count of a month."""

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea
from wtforms import Field, SelectField, TextAreaField
from wtforms.validators import Optional

from app.core.web.forms import PortalForm, SelectChoice
from app.core.web.number_field import WholeNumberField
from app.journey.rules.case_types import CaseType
from app.measures.rules.use import MonthSaid, NoneBecause, field_of

NO_CHILD = "Do not name or describe any child or family."


class MonthForm(PortalForm):
    """How many cases began, of which types; the boxes of the types are made below."""

    cases = WholeNumberField(
        "How many cases began with the framework?",
        description="A case begins with its stage 1 assessment. Write 0 if none began.",
        fault="Enter how many cases began, as a whole number",
        validators=[Optional()],
    )
    none_because = SelectField(
        "If none began: why?",
        widget=GovSelect(),
        choices=[
            SelectChoice("", "Choose a reason"),
            *(SelectChoice(one.value, one.label) for one in NoneBecause),
        ],
        validate_choice=False,
        validators=[Optional()],
    )
    eligible = WholeNumberField(
        "How many children could have been assessed? (optional)",
        description="Looked after or at the edge of care, with a plan that includes assessing a"
        " return home.",
        fault="Enter how many children could have been assessed, as a whole number",
        validators=[Optional()],
    )
    note = TextAreaField(
        "Note (optional)",
        description=f"Why a number is unusual, if one is. {NO_CHILD}",
        widget=GovTextArea(),
    )
    reason = TextAreaField(
        "Why does the count change?",
        description=f"What was said before stays readable. {NO_CHILD}",
        widget=GovTextArea(),
    )

    def typed(self) -> list[Field]:
        """The boxes of the types of case."""
        return [self[field_of(one)] for one in CaseType]

    def said(self) -> MonthSaid:
        """What was typed; None where a box is empty."""
        return MonthSaid(
            self.cases.data,
            {one: self[field_of(one)].data for one in CaseType},
            self.eligible.data,
            self.none_because.data or "",
            (self.note.data or "").strip(),
        )

    @staticmethod
    def shown(said: MonthSaid) -> dict[str, object]:
        """What a form shows of what was said before."""
        types = {field_of(one): number for one, number in said.types.items()}
        words = {"none_because": said.none_because, "note": said.note}
        return {"cases": said.cases, "eligible": said.eligible, **types, **words}


for _one in CaseType:
    setattr(
        MonthForm,
        field_of(_one),
        WholeNumberField(
            _one.label,
            fault=f"{_one.label}: enter a whole number",
            validators=[Optional()],
        ),
    )
