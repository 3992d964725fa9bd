"""Agreed measures: the list, the menu, one measure, agreeing and retiring."""

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import form_status
from app.core.web.listing import csv_answer
from app.core.web.taken import accepted
from app.journey.rules.outcomes import BY_CODE, MENU, OWN
from app.measures import agreed_words
from app.measures.forms.agreed import AgreeForm, MeasureForm, RetireForm, measure_form
from app.measures.queries import agreed as queries
from app.measures.queries.agreed import MeasureRow
from app.measures.rules.agreed import MOST, NO_ROOM
from app.measures.service import agreed as service
from app.measures.views.blueprint import Answer, blueprint, to

AGREED = "/sites/<site>/measures/agreed"
MEASURE = AGREED + "/<int:measure_id>"


@blueprint.get(AGREED)
@requires(Can.SEE_MEASURES)
def agreed() -> str:
    """What this site is judged by, with where each measure stands."""
    site, today = the_site(), clock.today()
    every = queries.measures_of([site.id], with_retired=True)
    now = [one for one in every if one.retired_at is None]
    values = queries.values_of([one.id for one in now])
    owners = names({one.said.owner_id for one in now if one.said.owner_id is not None})
    return render_template(
        "measures/agreed.html",
        rows=agreed_words.list_rows(now, values, owners, site.slug, today),
        retired=[one for one in every if one.retired_at is not None],
        is_full=len(now) >= MOST,
        no_room=NO_ROOM,
        most=MOST,
        today=today,
    )


@blueprint.get(AGREED + ".csv")
@requires(Can.SEE_MEASURES)
def agreed_csv() -> Response:
    """Every value of every measure."""
    measures = queries.measures_of([the_site().id], with_retired=True)
    values = queries.values_of([one.id for one in measures])
    content = agreed_words.all_of(measures, values).csv()
    return csv_answer(content, f"{the_site().slug}-measures.csv")


@blueprint.get(AGREED + "/new")
@requires(Can.SET_MEASURES)
def measure_menu() -> str:
    """What there is to choose from."""
    present = queries.measures_of([the_site().id])
    taken = {one.said.code for one in present}
    return render_template(
        "measures/menu.html",
        menu=[one for one in MENU if one.code not in taken],
        own=OWN,
        is_full=len(present) >= MOST,
        no_room=NO_ROOM,
    )


@blueprint.get(AGREED + "/new/<measure_code>")
@requires(Can.SET_MEASURES)
def new_measure(measure_code: str) -> str:
    """The form of a measure of the menu, or of one's own."""
    return _form_page(measure_code, measure_form())


@blueprint.post(AGREED + "/new/<measure_code>")
@requires(Can.SET_MEASURES)
def add_measure(measure_code: str) -> Answer:
    """Add it; both sides agree to it on its page."""
    site_id, made = the_site().id, list[int]()
    form = measure_form()
    said = form.said(measure_code)
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.add_measure(site_id, said))
    ):
        flash("The measure is added. It counts once both sides have agreed to it.", "success")
        return to("measure", measure_id=made[0])
    return _form_page(measure_code, form), form_status(form)


@blueprint.get(MEASURE)
@requires(Can.SEE_MEASURES)
def measure(measure_id: int) -> str:
    """One measure: how it goes, what it means, who agreed."""
    return _page(the_measure(measure_id), RetireForm())


@blueprint.get(MEASURE + ".csv")
@requires(Can.SEE_MEASURES)
def measure_csv(measure_id: int) -> Response:
    """Its values."""
    found = the_measure(measure_id)
    values = queries.values_of([measure_id]).get(measure_id, [])
    content = agreed_words.frame(found, values).csv()
    return csv_answer(content, f"{the_site().slug}-measure-{measure_id}.csv")


@blueprint.get(MEASURE + "/change")
@requires(Can.SET_MEASURES)
def change_measure(measure_id: int) -> Answer:
    """What it says, to be changed."""
    found = the_measure(measure_id)
    if found.retired_at is not None:
        return to("measure", measure_id=measure_id)
    form = measure_form(found.said)
    return _form_page(found.said.code, form, found, found.now.number)


@blueprint.post(MEASURE + "/change")
@requires(Can.SET_MEASURES)
def save_measure(measure_id: int) -> Answer:
    """Change it, with the reason."""
    found, site_id, seen = the_measure(measure_id), the_site().id, seen_version()
    form = measure_form()
    said, reason = form.said(found.said.code), form.reason.data or ""
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_measure(site_id, measure_id, said, reason, seen)
    ):
        flash("The measure is saved.", "success")
        return to("measure", measure_id=measure_id)
    return _form_page(found.said.code, form, found, seen), form_status(form)


@blueprint.post(MEASURE + "/agree")
@requires(Can.SET_MEASURES)
def agree(measure_id: int) -> Answer:
    """Agree to it for one's side."""
    found, form, seen = the_measure(measure_id), AgreeForm(), seen_version()
    side = the_actor().is_nspcc
    if form.validate_on_submit() and accepted(
        form, lambda: service.agree(the_site().id, measure_id, seen, for_nspcc=side)
    ):
        flash(f"You agreed to “{found.said.name}”.", "success")
    return to("measure", measure_id=measure_id)


@blueprint.post(MEASURE + "/retire")
@requires(Can.SET_MEASURES)
def retire(measure_id: int) -> Answer:
    """Measure it no longer."""
    found, form = the_measure(measure_id), RetireForm()
    why = form.why.data or ""
    if form.validate_on_submit() and accepted(
        form, lambda: service.retire(the_site().id, measure_id, why)
    ):
        flash("The measure is retired. Its values stay readable.", "success")
        return to("agreed")
    return _page(found, form), form_status(form)


def the_measure(measure_id: int) -> MeasureRow:
    """The measure an address names; 404 for another site's."""
    return queries.measure_of(the_site().id, measure_id) or abort(404)


def _form_page(
    code: str, form: MeasureForm, found: MeasureRow | None = None, version: int | None = None
) -> str:
    item = BY_CODE.get(code)
    if item is None and code != OWN:
        abort(404)
    form.offer(queries.possible_owners(the_site().id))
    return render_template(
        "measures/measure_form.html",
        form=form,
        code=code,
        item=item,
        found=found,
        version=seen_version(version) if version is not None else None,
    )


def _page(found: MeasureRow, form: RetireForm) -> str:
    today, said = clock.today(), found.said
    values = queries.values_of([found.id]).get(found.id, [])
    versions = queries.versions_of(found.id)
    people = {one for version in versions for one in _people(version)} | {found.retired_by_id}
    who = names({one for one in people if one is not None})
    missing = agreed_words.missing_of(found, values, today)
    now = found.now
    return render_template(
        "measures/measure.html",
        found=found,
        said=said,
        now=now,
        mine_at=now.nspcc_agreed_at if the_actor().is_nspcc else now.site_agreed_at,
        who=who,
        owner=agreed_words.owner_words(said.owner_id, said.owner_role, who),
        baseline=agreed_words.baseline_words(found),
        sentence=agreed_words.sentence(found, values),
        figure=agreed_words.figure(found, values),
        drawn=len(agreed_words.comparable(found, values)),
        rows=agreed_words.value_rows(found, values, f"/sites/{the_site().slug}{_at(found.id)}"),
        missing=agreed_words.missing_rows(found, missing, today),
        more=agreed_words.other_periods(found, values, missing, today),
        versions=agreed_words.version_rows(versions, who),
        form=form,
        may_enter=can(Can.ENTER_COUNTS) and found.retired_at is None,
        may_set=can(Can.SET_MEASURES) and found.retired_at is None,
        today=today,
    )


def _at(measure_id: int) -> str:
    return f"/measures/agreed/{measure_id}"


def _people(version: queries.Version) -> tuple[int | None, ...]:
    return (
        version.entered_by_id,
        version.site_agreed_by_id,
        version.nspcc_agreed_by_id,
        version.said.owner_id,
    )
