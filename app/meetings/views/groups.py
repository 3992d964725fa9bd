"""Groups: terms of reference and members."""

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock, outbox
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.meetings import queries, service, showing
from app.meetings.forms import GroupForm, SeatForm
from app.meetings.queries import GroupRow, MemberRow
from app.meetings.rules import MemberRole, Terms
from app.meetings.service import ChangedMeanwhile
from app.meetings.views.blueprint import Answer, blueprint, the_group
from app.plans.queries import owners


@blueprint.get("/sites/<site>/meetings/groups/new")
@requires(Can.RUN_MEETINGS)
def new_group() -> Answer:
    """An empty form."""
    return render_template("meetings/group_new.html", form=GroupForm())


@blueprint.post("/sites/<site>/meetings/groups/new")
@requires(Can.RUN_MEETINGS)
def set_up_group() -> Answer:
    """Set it up; its members come next."""
    form, made = GroupForm(), []
    if form.validate_on_submit() and accepted(
        form, lambda: made.append(service.set_up(the_site().id, form.terms()))
    ):
        flash("The group is set up. Add its members next.", "success")
        return see("meetings.group", site=the_site().slug, group_id=made[0])
    return again("meetings/group_new.html", form)


@blueprint.get("/sites/<site>/meetings/groups/<int:group_id>")
@requires(Can.SEE_MEETINGS)
def group(group_id: int) -> Answer:
    """Terms of reference, members, meetings."""
    found, today = the_group(group_id), clock.today()
    members = queries.members_of(group_id)
    held = queries.of_group(group_id)
    return render_template(
        "meetings/group.html",
        undelivered=outbox.queries.undelivered(one.email for one in members),
        group=found,
        members=[one for one in members if one.ends_on is None or one.ends_on >= today],
        former=[one for one in members if one.ends_on is not None and one.ends_on < today],
        rows=showing.meeting_rows(held, the_site().slug, clock.now()),
    )


@blueprint.get("/sites/<site>/meetings/groups/<int:group_id>/terms")
@requires(Can.RUN_MEETINGS)
def terms(group_id: int) -> Answer:
    """The form, filled with the present terms."""
    found = the_group(group_id)
    form = GroupForm(data={**vars(found), "kind": found.kind.value})
    return render_template(
        "meetings/group_terms.html", form=form, group=found, version=found.version
    )


@blueprint.post("/sites/<site>/meetings/groups/<int:group_id>/terms")
@requires(Can.RUN_MEETINGS)
def change_terms(group_id: int) -> Answer:
    """Change them."""
    found, form, version = the_group(group_id), GroupForm(), seen_version()
    if form.validate_on_submit() and accepted(form, lambda: _change_terms(found, form, version)):
        flash("The terms of reference are changed.", "success")
        return _to_group(found)
    return again("meetings/group_terms.html", form, group=found, version=version)


@blueprint.get("/sites/<site>/meetings/groups/<int:group_id>/members/new")
@requires(Can.RUN_MEETINGS)
def new_member(group_id: int) -> Answer:
    """An empty form."""
    found = the_group(group_id)
    given = {"role": MemberRole.MEMBER.value, "starts_on": clock.today()}
    form = _offering(SeatForm(data=given))
    return render_template("meetings/member_new.html", form=form, group=found)


@blueprint.post("/sites/<site>/meetings/groups/<int:group_id>/members/new")
@requires(Can.RUN_MEETINGS)
def add_member(group_id: int) -> Answer:
    """Give somebody a seat."""
    found, form = the_group(group_id), _offering(SeatForm())
    if form.validate_on_submit() and accepted(form, lambda: service.add_member(found, form.seat())):
        flash("The member is added and invited to the meetings ahead.", "success")
        return _to_group(found)
    return again("meetings/member_new.html", form, group=found)


@blueprint.get("/sites/<site>/meetings/groups/<int:group_id>/members/<int:member_id>")
@requires(Can.RUN_MEETINGS)
def member(group_id: int, member_id: int) -> Answer:
    """The form, filled with the present seat."""
    found = the_group(group_id)
    seat = _member(group_id, member_id)
    own = {} if seat.person_id else {"name": seat.name, "email": seat.email}
    kept = {n: getattr(seat, n) for n in ("organisation", "starts_on", "ends_on")}
    form = _offering(SeatForm(data={**kept, **own, "role": seat.role.value}))
    return render_template(
        "meetings/member.html", form=form, group=found, member=seat, version=seat.version
    )


@blueprint.post("/sites/<site>/meetings/groups/<int:group_id>/members/<int:member_id>")
@requires(Can.RUN_MEETINGS)
def change_member(group_id: int, member_id: int) -> Answer:
    """Change the seat, or say when it ends."""
    found, seat = the_group(group_id), _member(group_id, member_id)
    form, version = _offering(SeatForm()), seen_version()
    form.person.data = seat.person_id
    if form.validate_on_submit() and accepted(
        form, lambda: _change_member(found, seat, form, version)
    ):
        flash("The member’s seat is changed.", "success")
        return _to_group(found)
    return again("meetings/member.html", form, group=found, member=seat, version=version)


def _member(group_id: int, member_id: int) -> MemberRow:
    rows = queries.members_of(group_id)
    return next((one for one in rows if one.id == member_id), None) or abort(404)


def _change_terms(found: GroupRow, form: GroupForm, version: int) -> None:
    try:
        service.change_terms(found, form.terms(), version)
    except ChangedMeanwhile:
        raise Conflict(mine=_in_words(form), theirs=_in_words(found)) from None


def _change_member(found: GroupRow, seat: MemberRow, form: SeatForm, version: int) -> None:
    try:
        service.change_member(found, seat, form.seat(), version)
    except ChangedMeanwhile:
        mine = f"{form.seat().role.label}, {form.seat().organisation}"
        raise Conflict(mine=mine, theirs=f"{seat.role.label}, {seat.organisation}") from None


def _in_words(kept: GroupForm | GroupRow) -> str:
    shown: Terms | GroupRow = kept if isinstance(kept, GroupRow) else kept.terms()
    return "\n".join((shown.name, shown.purpose, shown.decides, shown.meets, f"{shown.quorum}"))


def _offering(form: SeatForm) -> SeatForm:
    people = [(one.person_id, one.name, one.role_label) for one in owners(the_site().id)]
    return form.offer(people)


def _to_group(found: GroupRow) -> Response:
    return see("meetings.group", site=the_site().slug, group_id=found.id)
