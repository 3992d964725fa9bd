"""The directory, and one member's page."""

from typing import Any

from flask import abort, flash, render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.asked import page_number
from app.core.web.forms import again
from app.core.web.returned import see
from app.members import queries, service, showing
from app.members.forms import REGIONS, EmptyForm
from app.members.queries import MemberRow, Sought
from app.members.views.blueprint import Page, blueprint

_LIST: dict[str, Any] = {
    "columns": showing.COLUMNS,
    "sum_of": showing.sum_of,
    "roles": showing.ROLE_CHOICES,
    "regions": [("", "Any"), *((name, name) for name in REGIONS)],
    "tags": showing.TAG_CHOICES,
}


def _one_of(name: str, known: list[tuple[str, str]]) -> str:
    asked = request.args.get(name, "")
    return asked if asked in dict(known) else ""


def _sought() -> Sought:
    return Sought(
        q=" ".join(request.args.get("q", "")[:100].split()),
        role=_one_of("role", showing.ROLE_CHOICES),
        region=_one_of("region", [(name, name) for name in REGIONS]),
        interest=_one_of("interest", showing.TAG_CHOICES),
        trainer="yes" if request.args.get("trainer") == "yes" else "",
    )


def _address(**changes: object) -> str:
    """This page with some of what is asked changed."""
    asked: dict[str, object] = {**vars(_sought()), **changes}
    held: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for("members.index", **held)


def _href(person_id: int) -> str:
    return url_for("members.member", person_id=person_id)


@blueprint.get("/community/members")
@requires(Can.USE_COMMUNITY)
def index() -> Page:
    """Who is in the community, as far as they want to be found."""
    sought = _sought()
    found = queries.directory(sought, page_number())
    return render_template(
        "members/index.html",
        sought=sought,
        found=found,
        rows=showing.rows(found, _href),
        chips=showing.chips(sought, _address),
        page_href=lambda page: _address(page=page),
        is_listed=queries.is_listed(the_actor().id),
        **_LIST,
    )


def the_member(person_id: int) -> MemberRow:
    """A member others can find, or 404."""
    found = queries.member(person_id)
    return found if found is not None else abort(404)


@blueprint.get("/community/members/<int:person_id>")
@requires(Can.USE_COMMUNITY)
def member(person_id: int) -> Page:
    """What a member shows of themselves."""
    found = the_member(person_id)
    return render_template("members/member.html", found=found, facts=showing.facts(found))


@blueprint.get("/community/members/<int:person_id>/empty")
@requires(Can.MODERATE)
def emptying(person_id: int) -> Page:
    """Ask why the words of a profile are taken away."""
    return render_template("members/empty.html", form=EmptyForm(), found=the_member(person_id))


@blueprint.post("/community/members/<int:person_id>/empty")
@requires(Can.MODERATE)
def empty(person_id: int) -> Page:
    """Take them away, and tell the member."""
    form, found = EmptyForm(), the_member(person_id)
    if not form.validate_on_submit():
        return again("members/empty.html", form, found=found)
    service.empty(person_id, str(form.reason.data))
    flash(f"What {found.name} wrote about themselves is taken away. They are told.", "success")
    return see("members.member", person_id=person_id)
