"""The register, with names: pages for the authority alone."""

from dataclasses import asdict
from typing import Any

from flask import abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number, seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.listing import csv_answer
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.training import listing
from app.training.forms import EntryForm, TrainedForm
from app.training.queries import register as reads
from app.training.queries.coverage import headcounts
from app.training.queries.register import EntryRow, Wanted
from app.training.rules.register import NewEntry
from app.training.service import register as service
from app.training.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/training/register")
@requires(Can.SEE_REGISTER)
def register() -> str:
    """Who is on the register, narrowed and sorted by the address."""
    site, today, wanted = the_site(), clock.today(), _wanted()
    teams = headcounts(site.id)
    listed = reads.entries(site.id, wanted, today, page_number())
    return render_template(
        "training/register.html",
        listed=listed,
        teams=teams,
        rows=listing.rows(listed.rows, today, _entry_address),
        **_narrowing(wanted, listing.named_filters(wanted, teams)),
    )


@blueprint.get("/sites/<site>/training/register.csv")
@requires(Can.SEE_REGISTER)
def register_csv() -> Response:
    """The same list as a file, which the import takes back."""
    found = reads.every_entry(the_site().id, _wanted(), clock.today())
    return csv_answer(listing.csv(found), f"{the_site().slug}-training-register.csv")


@blueprint.get("/sites/<site>/training/register/new")
@requires(Can.EDIT_REGISTER)
def new_entry() -> str:
    """An empty form."""
    return _new_page(_offering(EntryForm()))


@blueprint.post("/sites/<site>/training/register/new")
@requires(Can.EDIT_REGISTER)
def add_entry() -> Answer:
    """Put somebody on the register."""
    form, site = _offering(EntryForm()), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.add_entry(site.id, _entered(form))
    ):
        flash("The person is on the register.", "success")
        return see("training.register", site=site.slug)
    return _new_page(form), form_status(form)


@blueprint.get("/sites/<site>/training/register/<int:entry_id>")
@requires(Can.SEE_REGISTER)
def entry(entry_id: int) -> str:
    """One person: team, role, days in post, trainings."""
    return _page(_found(entry_id))


@blueprint.post("/sites/<site>/training/register/<int:entry_id>")
@requires(Can.EDIT_REGISTER)
def change_entry(entry_id: int) -> Answer:
    """Change what the register says of somebody."""
    found, form, site = _found(entry_id), _offering(EntryForm()), the_site()
    version = seen_version(found.version)
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_entry(site.id, entry_id, _entered(form), version)
    ):
        flash("The entry is changed.", "success")
        return see("training.entry", site=site.slug, entry_id=entry_id)
    return _page(found, form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/training/register/<int:entry_id>/trained")
@requires(Can.EDIT_REGISTER)
def add_training(entry_id: int) -> Answer:
    """Say that somebody was trained."""
    found, form, site = _found(entry_id), TrainedForm(), the_site()
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.add_training(
            site.id, entry_id, form.course.data or "", form.trained_on.data
        ),
    ):
        flash("The training is entered.", "success")
        return see("training.entry", site=site.slug, entry_id=entry_id)
    return _page(found, trained_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/training/register/<int:entry_id>/trained/<int:trained_id>/remove")
@requires(Can.EDIT_REGISTER)
def remove_training(entry_id: int, trained_id: int) -> Response:
    """Take back a training entered by mistake."""
    try:
        service.remove_training(the_site().id, _found(entry_id).id, trained_id)
    except LookupError:
        abort(404)
    flash("The training is taken back.", "success")
    return see("training.entry", site=the_site().slug, entry_id=entry_id)


def _found(entry_id: int) -> EntryRow:
    return reads.entry(the_site().id, entry_id) or abort(404)


def _offering(form: EntryForm) -> EntryForm:
    form.offer((team.id, team.name) for team in headcounts(the_site().id))
    return form


def _entered(form: EntryForm) -> NewEntry:
    return NewEntry(
        form.name.data or "",
        form.team.data,
        form.role.data or "",
        form.started_on.data,
        form.left_on.data,
    )


def _new_page(form: EntryForm) -> str:
    return render_template("training/new_entry.html", form=form)


def _page(
    found: EntryRow,
    *,
    form: EntryForm | None = None,
    trained_form: TrainedForm | None = None,
    failed: PortalForm | None = None,
) -> str:
    if form is None:
        kept: dict[str, Any] = asdict(found) | {"team": found.team_id, "role": found.role.value}
        form = _offering(EntryForm(formdata=None, data=kept))
    return render_template(
        "training/entry.html",
        entry=found,
        trainings=reads.trainings(found.id),
        sentence=listing.sentence(found, clock.today()),
        form=failed,
        entry_form=form,
        trained_form=trained_form or TrainedForm(formdata=None),
        version=seen_version(found.version) if failed is form else found.version,
    )


def _wanted() -> Wanted:
    """The filters of the address; words it does not know do not narrow."""
    given = {name: request.args.get(name, "") for name in listing.KNOWN}
    kept = {name: value for name, value in given.items() if value in listing.KNOWN[name]}
    team, sort = request.args.get("team", ""), request.args.get("sort", "name")
    return Wanted(
        q=request.args.get("q", "").strip()[:100],
        team=team if team.isascii() and team.isdigit() and len(team) < 10 else "",
        sort=sort if sort.removeprefix("-") in listing.SORTED else "name",
        **kept,
    )


def _held(wanted: Wanted) -> dict[str, Any]:
    return {
        name: value
        for name, value in asdict(wanted).items()
        if value and (name, value) != ("sort", "name")
    }


def _address(**changes: Any) -> str:
    """The address of this list with some of it changed; the page starts at 1."""
    asked = asdict(_wanted()) | changes
    gone = (("page", 1), ("sort", "name"))
    held = {name: value for name, value in asked.items() if value and (name, value) not in gone}
    return url_for("training.register", site=the_site().slug, **held)


def _entry_address(number: int) -> str:
    return url_for("training.entry", site=the_site().slug, entry_id=number)


def _narrowing(wanted: Wanted, named: list[tuple[str, str]]) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, those offered, where they lead."""
    return {
        "wanted": wanted,
        "words": listing,
        "columns": listing.columns(wanted.sort, _address),
        "chips": [{"text": words, "href": _address(**{name: ""})} for name, words in named],
        "chosen_words": ", ".join(words for _, words in named),
        "page_href": lambda number: _address(page=number),
        "csv_href": url_for("training.register_csv", site=the_site().slug, **_held(wanted)),
    }
