"""The value of a measure for a period."""

from datetime import date

from flask import abort, flash, render_template

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.taken import accepted
from app.journey.rules.outcomes import number
from app.measures.agreed_words import TOO_FEW
from app.measures.forms.agreed import ValueForm
from app.measures.queries import agreed as queries
from app.measures.queries.agreed import MeasureRow, ValueRow
from app.measures.rules.periods import due_on, open_periods, words_of
from app.measures.service import agreed as service
from app.measures.views.agreed import MEASURE, the_measure
from app.measures.views.blueprint import Answer, blueprint, to
from app.sites.rules.months import read_month

VALUE = MEASURE + "/values/<value_period>"


@blueprint.get(VALUE)
@requires(Can.SEE_MEASURES)
def value(measure_id: int, value_period: str) -> str:
    """What was said of a period, and the form to say or correct it."""
    found, period, said = _named(measure_id, value_period)
    now = said[0] if said and said[0].shown(found.said.sort) is not None else None
    data = {"value": now.value, "n": now.n, "note": now.note} if now else {}
    return _page(found, period, ValueForm(data=data), said)


@blueprint.post(VALUE)
@requires(Can.ENTER_COUNTS)
def save_value(measure_id: int, value_period: str) -> Answer:
    """Say or correct it."""
    (found, period, said), form, seen = (
        _named(measure_id, value_period),
        ValueForm(),
        seen_version(),
    )

    def write() -> None:
        typed, reason = form.said(), form.reason.data or ""
        service.enter_value(the_site().id, measure_id, period, typed, seen, reason)

    if form.validate_on_submit() and accepted(form, write):
        flash(f"The value of {words_of(found.every, period)} is saved.", "success")
        return to("measure", measure_id=measure_id)
    return _page(found, period, form, said), form_status(form)


def _named(measure_id: int, word: str) -> tuple[MeasureRow, date, list[ValueRow]]:
    """The measure and period an address means with what was said, newest first; 404 for a period
    nobody can enter and of which nothing was said."""
    found, period = the_measure(measure_id), read_month(word) or abort(404)
    said = queries.said_of(measure_id, period)
    since = clock.in_london(found.entered_at).date()
    if not said and period not in open_periods(found.every, since, clock.today()):
        abort(404)
    return found, period, said


def _page(found: MeasureRow, period: date, form: ValueForm, said: list[ValueRow]) -> str:
    who = names({one.entered_by_id for one in said if one.entered_by_id is not None})
    return render_template(
        "measures/value.html",
        found=found,
        period=words_of(found.every, period),
        word=f"{period:%Y-%m}",
        due_on=due_on(found.every, period),
        form=form,
        rows=[_row(found, one, who) for one in said],
        may=can(Can.ENTER_COUNTS) and found.retired_at is None,
        version=seen_version(said[0].number if said else 0),
    )


def _row(found: MeasureRow, one: ValueRow, who: dict[int, str]) -> dict[str, object]:
    shown = one.shown(found.said.sort)
    return {
        "when": clock.in_london(one.entered_at),
        "by": who.get(one.entered_by_id or 0, "The portal"),
        "value": TOO_FEW if shown is None else number(shown, found.said.unit),
        "n": one.n if shown is not None and one.n is not None else "–",
        "note": one.note or "–",
        "reason": one.reason or "–",
    }
