"""Trainers: the list of a site and of all sites, one trainer, licences."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import abort, flash, render_template, request, url_for

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.training import trainer_words
from app.training.forms import LeftForm, LicenceForm, TrainerForm, WithdrawForm
from app.training.queries import trainers as reads
from app.training.queries.coverage import headcounts
from app.training.queries.trainers import TrainerPage, TrainerRow, Wanted
from app.training.service import trainers as service
from app.training.views.blueprint import Answer, blueprint


@blueprint.get("/training")
@requires(Can.SEE_TRAINING)
def everywhere() -> str:
    """The trainers of every site the reader sees, and how their licences stand."""
    wanted, today = _wanted(), clock.today()
    listed = reads.everywhere(the_actor(), wanted, today, page_number())
    return render_template(
        "training/everywhere.html", listed=listed, **_narrowing(listed, _everywhere_address)
    )


@blueprint.get("/sites/<site>/training/trainers")
@requires(Can.SEE_TRAINING)
def trainers() -> str:
    """The trainers of a site."""
    site, today = the_site(), clock.today()
    listed = reads.of_site(site.id, _wanted(), today, page_number())
    every = reads.all_of_site(site.id)
    return render_template(
        "training/trainers.html",
        listed=listed,
        sentence=trainer_words.sentence(every, headcounts(site.id), today),
        total=len(every),
        **_narrowing(listed, _address),
    )


@blueprint.get("/sites/<site>/training/trainers/new")
@requires(Can.LICENSE_TRAINERS)
def new_trainer() -> str:
    """An empty form."""
    return render_template("training/new_trainer.html", form=TrainerForm())


@blueprint.post("/sites/<site>/training/trainers/new")
@requires(Can.LICENSE_TRAINERS)
def add_trainer() -> Answer:
    """Add a trainer."""
    form, site = TrainerForm(), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.add_trainer(site.id, form.name.data or "", form.email.data or "")
    ):
        flash("The trainer is added. A licence can now be issued.", "success")
        return see("training.trainers", site=site.slug)
    return render_template("training/new_trainer.html", form=form), form_status(form)


@blueprint.get("/sites/<site>/training/trainers/<int:trainer_id>")
@requires(Can.SEE_TRAINING)
def trainer(trainer_id: int) -> str:
    """One trainer with every licence."""
    return _page(_found(trainer_id))


@blueprint.post("/sites/<site>/training/trainers/<int:trainer_id>/licence")
@requires(Can.LICENSE_TRAINERS)
def issue_licence(trainer_id: int) -> Answer:
    """Issue or renew the licence."""
    found, form = _found(trainer_id), LicenceForm()
    days = form.issued_on.data, form.expires_on.data
    return _written(
        found,
        form,
        lambda: service.issue_licence(found.site_id, found.id, *days),
        "The licence is entered.",
        licence_form=form,
    )


@blueprint.post("/sites/<site>/training/trainers/<int:trainer_id>/withdraw")
@requires(Can.LICENSE_TRAINERS)
def withdraw_licence(trainer_id: int) -> Answer:
    """Withdraw the licence."""
    found, form = _found(trainer_id), WithdrawForm()
    return _written(
        found,
        form,
        lambda: service.withdraw_licence(found.site_id, found.id, form.reason.data or ""),
        "The licence is withdrawn.",
        withdraw_form=form,
    )


@blueprint.post("/sites/<site>/training/trainers/<int:trainer_id>/left")
@requires(Can.SEE_TRAINING)
def trainer_left(trainer_id: int) -> Answer:
    """The last day of a trainer: the authority knows it first, the NSPCC may enter it too."""
    found, form = _found(trainer_id), LeftForm()
    if not _may_say_who_leaves():
        abort(403)
    return _written(
        found,
        form,
        lambda: service.record_leaving(found.site_id, found.id, form.left_on.data),
        "The last day is entered." if form.left_on.data else "The trainer stays.",
        left_form=form,
    )


def _may_say_who_leaves() -> bool:
    return can(Can.EDIT_TRAINING) or can(Can.LICENSE_TRAINERS)


def _found(trainer_id: int) -> TrainerRow:
    return reads.trainer(the_site().id, trainer_id) or abort(404)


def _written(
    found: TrainerRow, form: PortalForm, write: Callable[[], object], said: str, **forms: Any
) -> Answer:
    if form.validate_on_submit() and accepted(form, write):
        flash(said, "success")
        return see("training.trainer", site=the_site().slug, trainer_id=found.id)
    return _page(found, form=form, **forms), form_status(form)


def _page(found: TrainerRow, form: PortalForm | None = None, **forms: Any) -> str:
    today = clock.today()
    shown = {
        "licence_form": LicenceForm(formdata=None, data={"issued_on": today}),
        "withdraw_form": WithdrawForm(formdata=None),
        "left_form": LeftForm(formdata=None, data={"left_on": found.left_on}),
    }
    return render_template(
        "training/trainer.html",
        trainer=found,
        state=trainer_words.state(found, today),
        activity=trainer_words.activity(found, today),
        licences=reads.licences(found.id),
        may_say_who_leaves=_may_say_who_leaves(),
        form=form,
        **(shown | forms),
    )


def _wanted() -> Wanted:
    given = {name: request.args.get(name, "") for name in trainer_words.KNOWN}
    kept = {name: value for name, value in given.items() if value in trainer_words.KNOWN[name]}
    sort = request.args.get("sort", "name")
    return Wanted(
        q=request.args.get("q", "").strip()[:100],
        sort=sort if sort.removeprefix("-") in reads.SORTS else "name",
        **kept,
    )


def _held(changes: dict[str, Any]) -> dict[str, Any]:
    gone = (("page", 1), ("sort", "name"))
    asked = asdict(_wanted()) | changes
    return {name: value for name, value in asked.items() if value and (name, value) not in gone}


def _address(**changes: Any) -> str:
    return url_for("training.trainers", site=the_site().slug, **_held(changes))


def _everywhere_address(**changes: Any) -> str:
    return url_for("training.everywhere", **_held(changes))


def _narrowing(listed: TrainerPage, address: Callable[..., str]) -> dict[str, Any]:
    """Rows, columns and filters as both lists show them."""
    wanted, today = _wanted(), clock.today()
    named = trainer_words.named_filters(wanted)
    return {
        "wanted": wanted,
        "words": trainer_words,
        "rows": trainer_words.rows(listed.rows, today, _trainer_address),
        "columns": trainer_words.columns(
            wanted.sort, address, with_site=address is _everywhere_address
        ),
        "chips": [{"text": words, "href": address(**{name: ""})} for name, words in named],
        "chosen_words": ", ".join(words for _, words in named),
        "page_href": lambda number: address(page=number),
    }


def _trainer_address(row: TrainerRow) -> str:
    return url_for("training.trainer", site=row.site_slug, trainer_id=row.id)
