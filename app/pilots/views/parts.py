"""The rows of a plan and the steps of a roll-out: added, changed, taken away.

The address of a row names its kind and number: `strategies-12`.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.pilots import queries, service
from app.pilots.forms import FORMS, PartForm, RemoveForm
from app.pilots.queries import MeasureRow, PilotRow, RiskRow, StepRow, StrategyRow
from app.pilots.rules.plan import Measure, Part, Risk, Step, Strategy
from app.pilots.rules.review import NextStep
from app.pilots.rules.states import State
from app.pilots.views.blueprint import Answer, address_of, blueprint, the_pilot

KINDS: dict[str, type[Part]] = {
    "strategies": Strategy,
    "measures": Measure,
    "risks": Risk,
    "steps": Step,
}
NAMES = {
    "strategies": "strategy",
    "measures": "measure",
    "risks": "risk",
    "steps": "step of the roll-out",
}
AnyRow = StrategyRow | MeasureRow | RiskRow | StepRow


@dataclass(frozen=True)
class Found:
    """The row an address means, of which pilot and kind."""

    pilot: PilotRow
    kind: str
    row: AnyRow

    @property
    def word(self) -> str:
        """How the address names it."""
        return f"{self.kind}-{self.row.id}"


@blueprint.get("/sites/<site>/pilots/<int:pilot_id>/add/<kind>")
@requires(Can.EDIT_PILOTS)
def new_part(pilot_id: int, kind: str) -> Answer:
    """An empty form."""
    found = the_pilot(pilot_id)
    if not _is_open(found, _known(kind)):
        return _back(found, kind)
    return _new_page(found, kind, FORMS[KINDS[kind]]())


@blueprint.post("/sites/<site>/pilots/<int:pilot_id>/add/<kind>")
@requires(Can.EDIT_PILOTS)
def add_part(pilot_id: int, kind: str) -> Answer:
    """Add the row."""
    found = the_pilot(pilot_id)
    form: PartForm = FORMS[_known(kind)]()

    def write() -> None:
        service.add_part(found.site_id, found.id, form.said(), form.reason.data or "")

    if form.validate_on_submit() and accepted(form, write):
        flash(f"The {NAMES[kind]} is added.", "success")
        return _back(found, kind)
    return _new_page(found, kind, form), form_status(form)


@blueprint.get("/sites/<site>/pilots/rows/<part>")
@requires(Can.EDIT_PILOTS)
def part(part: str) -> Answer:
    """A row, to be changed."""
    found = _found(part)
    if not _is_open(found.pilot, KINDS[found.kind]):
        return _back(found.pilot, found.kind)
    return _page(found, FORMS[KINDS[found.kind]](data=asdict(found.row.said)))


@blueprint.post("/sites/<site>/pilots/rows/<part>")
@requires(Can.EDIT_PILOTS)
def change_part(part: str) -> Answer:
    """Change it."""
    found = _found(part)
    form: PartForm = FORMS[KINDS[found.kind]]()
    seen, pilot = seen_version(), found.pilot

    def write() -> None:
        said, reason = form.said(), form.reason.data or ""
        service.change_part(pilot.site_id, pilot.id, found.row.id, said, seen, reason)

    if form.validate_on_submit() and accepted(form, write):
        flash(f"The {NAMES[found.kind]} is changed.", "success")
        return _back(pilot, found.kind)
    return _page(found, form), form_status(form)


@blueprint.post("/sites/<site>/pilots/rows/<part>/remove")
@requires(Can.EDIT_PILOTS)
def remove_part(part: str) -> Answer:
    """Take it away."""
    found, form = _found(part), RemoveForm()
    pilot, kind = found.pilot, KINDS[found.kind]

    def write() -> None:
        reason = form.why.data or ""
        service.remove_part(pilot.site_id, pilot.id, kind, found.row.id, reason)

    if form.validate_on_submit() and accepted(form, write):
        flash(f"The {NAMES[found.kind]} is taken away.", "success")
        return _back(pilot, found.kind)
    kept = FORMS[kind](formdata=None, data=asdict(found.row.said))
    return _page(found, kept, removing=form), form_status(form)


def _known(kind: str) -> type[Part]:
    return KINDS[kind] if kind in KINDS else abort(404)


def _found(word: str) -> Found:
    kind, _, number = word.partition("-")
    if kind not in KINDS or not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(404)
    site = the_site().id
    pilot_id = queries.pilot_of_part(site, KINDS[kind], int(number)) or abort(404)
    rows = _rows(kind, pilot_id)
    row = next(one for one in rows if one.id == int(number))
    return Found(the_pilot(pilot_id), kind, row)


def _rows(kind: str, pilot_id: int) -> Sequence[AnyRow]:
    reads: dict[str, Callable[[int], Sequence[AnyRow]]] = {
        "strategies": queries.strategies_of,
        "measures": queries.measures_of,
        "risks": queries.risks_of,
        "steps": queries.steps_of,
    }
    return reads[kind](pilot_id)


def _is_open(pilot: PilotRow, kind: type[Part]) -> bool:
    if kind is Step:
        return pilot.state is State.DECIDED and pilot.next_step == NextStep.ROLL_OUT
    return pilot.state.plan_can_change


def _back(pilot: PilotRow, kind: str) -> Response:
    site = the_site().slug
    if kind == "steps":
        return see("pilots.roll_out", site=site, pilot_id=pilot.id)
    return see("pilots.plan", site=site, pilot_id=pilot.id, _anchor=kind)


def _new_page(found: PilotRow, kind: str, form: PartForm) -> str:
    return render_template("pilots/part.html", form=form, **_frame(found, kind))


def _page(found: Found, form: PartForm, removing: RemoveForm | None = None) -> str:
    return render_template(
        "pilots/part.html",
        form=removing or form,
        part_form=form,
        remove_form=removing or RemoveForm(formdata=None),
        word=found.word,
        version=seen_version(found.row.version),
        **_frame(found.pilot, found.kind),
    )


def _frame(pilot: PilotRow, kind: str) -> dict[str, Any]:
    endpoint = "roll_out" if kind == "steps" else "plan"
    return {
        "pilot": pilot,
        "kind": kind,
        "name": NAMES[kind],
        "back_text": "Roll-out" if kind == "steps" else "Plan",
        "back": address_of(endpoint, pilot),
        "wants_reason": pilot.is_agreed and kind != "steps",
    }
