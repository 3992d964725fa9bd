"""Who tells whom what: the routes, when they were used, when an answer came."""

from typing import Any

from flask import Response, abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number, seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.listing import csv_answer, filters_of, sort_of
from app.core.web.returned import see
from app.plans import route_words
from app.plans.forms.routes import RouteForm, UseForm
from app.plans.queries import approvals as approved
from app.plans.queries import routes as reads
from app.plans.queries.routes import RouteRow
from app.plans.rules.approval import Plan, changes
from app.plans.rules.routes import NewRoute
from app.plans.service import routes as service
from app.plans.views.blueprint import Answer, accepted, blueprint


@blueprint.get("/sites/<site>/plan/communication")
@requires(Can.SEE_PLAN)
def communication() -> str:
    """The routes of a site, what is overdue first."""
    site, today, every = the_site(), clock.today(), reads.routes(the_site().id)
    chosen, sort = filters_of(route_words.KNOWN), sort_of(route_words.SORTS)
    listed = route_words.listed(every, chosen, sort, today, page_number())
    return render_template(
        "plans/communication.html",
        listed=listed,
        total=len(every),
        first_line=route_words.first_line(every, today),
        words=route_words,
        wanted=chosen,
        today=today,
        **_approved(site.id),
        **_narrowing(chosen, sort),
    )


@blueprint.get("/sites/<site>/plan/communication.csv")
@requires(Can.SEE_PLAN)
def communication_csv() -> Response:
    """The same list as CSV."""
    site, today = the_site(), clock.today()
    chosen, sort = filters_of(route_words.KNOWN), sort_of(route_words.SORTS)
    found = route_words.narrowed(reads.routes(site.id), chosen, sort, today)
    rows = (route_words.cells(one, today) for one in found)
    return csv_answer(write_csv(route_words.HEADINGS, rows), f"{site.slug}-communication.csv")


@blueprint.get("/sites/<site>/plan/communication/new")
@requires(Can.EDIT_PLAN)
def new_route() -> str:
    """An empty form."""
    return _new_page(RouteForm(data={"begins_on": clock.today(), "frequency": "monthly"}))


@blueprint.post("/sites/<site>/plan/communication/new")
@requires(Can.EDIT_PLAN)
def add_route() -> Answer:
    """Put the route into the communication plan."""
    form, site = RouteForm(), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.add_route(site.id, _entered(form))
    ):
        flash("The route is in the communication plan.", "success")
        return see("plans.communication", site=site.slug)
    return _new_page(form), form_status(form)


@blueprint.get("/sites/<site>/plan/communication/<int:route_id>")
@requires(Can.SEE_PLAN)
def route(route_id: int) -> str:
    """One route with its uses."""
    return _page(_found(route_id))


@blueprint.post("/sites/<site>/plan/communication/<int:route_id>")
@requires(Can.EDIT_PLAN)
def change_route(route_id: int) -> Answer:
    """Change what it says."""
    found = _found(route_id)
    form = RouteForm(data=_kept(found))
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_route(found, _entered(form), seen_version(0))
    ):
        flash("The route is changed.", "success")
        return see("plans.route", site=the_site().slug, route_id=route_id)
    return _page(found, change_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/communication/<int:route_id>/used")
@requires(Can.EDIT_PLAN)
def used(route_id: int) -> Answer:
    """Say that it was used: today by one click, or on a day with a note."""
    found, form = _found(route_id), UseForm()
    note = form.note.data or ""
    if form.validate_on_submit() and accepted(
        form, lambda: service.use_route(found, form.used_on.data, note, the_actor().id)
    ):
        flash("Noted that the route was used.", "success")
        return _after(route_id)
    return _page(found, use_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/communication/<int:route_id>/answered/<int:use_id>")
@requires(Can.EDIT_PLAN)
def answered(route_id: int, use_id: int) -> Answered:
    """Say that an answer came today."""
    try:
        service.answer_came(_found(route_id), use_id)
    except LookupError:
        abort(404)
    flash("Noted that an answer came.", "success")
    return see("plans.route", site=the_site().slug, route_id=route_id)


@blueprint.post("/sites/<site>/plan/communication/<int:route_id>/stop")
@requires(Can.EDIT_PLAN)
def stop_route(route_id: int) -> Answered:
    """Stop it, or take it up again."""
    stopped = request.form.get("stopped") == "yes"
    service.stop_route(_found(route_id), stopped=stopped)
    flash("The route is stopped." if stopped else "The route is taken up again.", "success")
    return see("plans.route", site=the_site().slug, route_id=route_id)


def _approved(site_id: int) -> dict[str, Any]:
    latest = approved.latest_approval(site_id, Plan.COMMUNICATION)
    now = approved.parts_of(site_id, Plan.COMMUNICATION) if latest else []
    return {"approval": latest, "changes": len(changes(latest.parts, now)) if latest else 0}


def _after(route_id: int) -> Answered:
    """Back to where the click was: the list, or the page of the route."""
    if request.form.get("from") == "list":
        kept = {name: value for name, value in request.args.items() if name in route_words.KNOWN}
        return see("plans.communication", site=the_site().slug, **kept)
    return see("plans.route", site=the_site().slug, route_id=route_id)


def _found(route_id: int) -> RouteRow:
    return reads.route(the_site().id, route_id) or abort(404)


def _kept(found: RouteRow) -> dict[str, Any]:
    return {
        "sender": found.sender,
        "receiver": found.receiver,
        "content": found.content,
        "channel": found.channel.value,
        "frequency": found.frequency.value,
        "reply_days": found.reply_days,
        "begins_on": found.begins_on,
    }


def _entered(form: RouteForm) -> NewRoute:
    return NewRoute(
        form.sender.data or "",
        form.receiver.data or "",
        form.content.data or "",
        form.channel.data or "",
        form.frequency.data or "",
        form.reply_days.data,
        form.begins_on.data,
    )


def _new_page(form: RouteForm) -> str:
    return render_template("plans/new_route.html", form=form)


def _page(
    found: RouteRow,
    *,
    change_form: RouteForm | None = None,
    use_form: UseForm | None = None,
    failed: PortalForm | None = None,
) -> str:
    today = clock.today()
    return render_template(
        "plans/route.html",
        route=found,
        state=route_words.state(found, today),
        sentence=route_words.sentence(found, today),
        uses=reads.uses(found.id),
        today=today,
        form=failed,
        edits=can(Can.EDIT_PLAN),
        change_form=change_form or RouteForm(formdata=None, data=_kept(found)),
        changing=change_form is not None,
        use_form=use_form or UseForm(formdata=None),
        version=seen_version(found.version) if change_form else found.version,
    )


def _narrowing(chosen: dict[str, str], sort: str) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, and where each link leads."""
    site = the_site().slug
    here: dict[str, Any] = {**chosen, "sort": sort}

    def address(**changed: Any) -> str:
        asked = {**here, **changed}
        kept = {k: v for k, v in asked.items() if v and (k, v) != ("page", 1)}
        return url_for("plans.communication", site=site, **kept)

    named = [(name, route_words.KNOWN[name][value]) for name, value in chosen.items()]
    kept = {name: value for name, value in here.items() if value}
    return {
        "columns": route_words.columns(sort, address),
        "chips": [{"text": words, "href": address(**{name: ""})} for name, words in named],
        "chosen_words": ", ".join(words for _, words in named),
        "page_href": lambda number: address(page=number),
        "csv_href": url_for("plans.communication_csv", site=site, **kept),
        "kept": kept,
    }
