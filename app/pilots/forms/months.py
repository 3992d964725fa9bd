"""The counts of a month."""

from itertools import groupby

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import Field, TextAreaField
from wtforms.validators import Optional

from app.core.web.forms import PortalForm
from app.core.web.number_field import WholeNumberField
from app.pilots.forms.chosen import NO_CHILD
from app.pilots.rules.months import COUNTS, LABELS


class MonthForm(PortalForm):
    """One box for each count; they are made from the list of counts, below."""

    reason = TextAreaField(
        "Notes on these numbers (optional)",
        description=f"Why a number is unusual, if one is. {NO_CHILD}",
        widget=GovTextArea(),
    )

    def headed(self) -> list[tuple[str, list[Field]]]:
        """The boxes under their headings, in order."""
        return [
            (name, [self[one.key] for one in counts])
            for name, counts in groupby(COUNTS, key=lambda one: one.group)
        ]

    def counts(self) -> dict[str, int | None]:
        """What was typed, by key; None where a box is empty."""
        return {one.key: self[one.key].data for one in COUNTS}


for _one in COUNTS:
    setattr(
        MonthForm,
        _one.key,
        WholeNumberField(
            _one.label,
            description=_one.hint,
            fault=f"{LABELS[_one.key]}: enter a whole number",
            validators=[Optional()],
        ),
    )
