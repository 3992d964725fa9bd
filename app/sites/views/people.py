"""The people of a site: who they are, inviting and leaving."""

from typing import Any

from flask import abort, flash, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.service import limits
from app.core import clock, outbox
from app.core.web.asked import page_number
from app.core.web.forms import again
from app.core.web.returned import see
from app.sites import queries, service, showing
from app.sites.forms import EndForm, InviteForm
from app.sites.queries import MembersWanted, PostRow
from app.sites.rules.posts import Post
from app.sites.views.blueprint import Page, blueprint, show_refusal, typed


def _facts() -> dict[str, object]:
    site, today, may = the_site(), clock.today(), can(Can.INVITE_PEOPLE)
    found = queries.standing_of([site.id], today)[site.id]
    lists, invitations = _lists(), queries.open_invitations(site.id)
    listed = (str(one.email) for one in [*lists["found"].rows, *invitations])
    return {
        "contacts": queries.nspcc_contacts(site.id),
        "invitations": invitations,
        "undelivered": outbox.queries.undelivered(listed),
        "authorities": queries.authorities_of(site.id),
        "posts": showing.posts(found, _post_href if may else None),
        "warnings": showing.warnings(found),
        "posts_sum": showing.vacant_words(found),
        "leavings": queries.announced([site.id]).get(site.id, []),
        "absences": queries.absences_at(site.id, today),
        "today": today,
        **lists,
    }


def _lists() -> dict[str, Any]:
    """Who belongs to the site, as the address asks, and who left."""
    site, wanted = the_site(), _wanted()
    found = queries.members(site.id, wanted, page_number("page"))
    left = queries.former_members(site.id, page_number("left"))
    may = can(Can.INVITE_PEOPLE)
    return {
        "wanted": wanted,
        "found": found,
        "chips": showing.member_chips(wanted, _address),
        "people_rows": showing.members(found, _end_href if may else None),
        "people_columns": showing.member_columns(wanted.sort, _address, may_end=may),
        "page_href": lambda page: _address(page=page),
        "left": left,
        "left_rows": showing.former(left),
        "left_href": lambda page: _address(left=page),
        "roles": [("", "Any"), *showing.ROLES.items()],
    }


def _wanted() -> MembersWanted:
    role, sort = typed("role"), typed("sort")
    return MembersWanted(
        q=typed("q"),
        role=role if role in showing.ROLES else "",
        sort=sort if sort.removeprefix("-") in ("name", "since") else "",
    )


def _address(**changes: object) -> str:
    """This page with some of what is asked changed; a page of a list goes with its filters."""
    asked: dict[str, object] = {**vars(_wanted()), **changes}
    held: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for("sites.people", site=the_site().slug, **held)


def _post_href(post: Post, holder: PostRow | None) -> str:
    where = the_site().slug
    if holder is None:
        return url_for("sites.people_fill", site=where, post=post.value)
    return url_for("sites.people_post", site=where, holding_id=holder.id)


def _end_href(membership_id: int) -> str:
    return url_for("sites.people_end", site=the_site().slug, membership_id=membership_id)


@blueprint.get("/sites/<site>/people")
@requires(Can.SEE_PEOPLE)
def people() -> Page:
    """Who is who, who is invited, and a form to invite."""
    return render_template("sites/people.html", form=InviteForm(), **_facts())


@blueprint.post("/sites/<site>/people")
@requires(Can.INVITE_PEOPLE)
def invite() -> Page:
    """Send an invitation."""
    form = InviteForm()
    if form.validate_on_submit():
        limits.count_invitation(the_actor().id)
        try:
            service.invite(the_site().id, *form.values(), the_actor().id)
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash("The invitation is on its way. It works for seven days.", "success")
            return see("sites.people", site=the_site().slug)
    return again("sites/people.html", form, **_facts())


@blueprint.post("/sites/<site>/people/invitations/<int:invitation_id>/resend")
@requires(Can.INVITE_PEOPLE)
def invite_again(invitation_id: int) -> Response:
    """Send it again, with a new link."""
    limits.count_invitation(the_actor().id)
    try:
        service.resend(the_site().id, invitation_id)
    except LookupError:
        abort(404)
    flash("The invitation was sent again. The link in the earlier mail no longer works.", "success")
    return see("sites.people", site=the_site().slug)


@blueprint.post("/sites/<site>/people/invitations/<int:invitation_id>/withdraw")
@requires(Can.INVITE_PEOPLE)
def invite_no_more(invitation_id: int) -> Response:
    """Take it back."""
    try:
        service.withdraw(the_site().id, invitation_id)
    except LookupError:
        abort(404)
    flash("The invitation is withdrawn. Its link no longer works.", "success")
    return see("sites.people", site=the_site().slug)


def _member(membership_id: int) -> queries.Member:
    found = queries.member(the_site().id, membership_id)
    return found if found is not None else abort(404)


@blueprint.get("/sites/<site>/people/<int:membership_id>/end")
@requires(Can.INVITE_PEOPLE)
def people_end(membership_id: int) -> Page:
    """Ask why, and say what follows."""
    return render_template("sites/people_end.html", form=EndForm(), member=_member(membership_id))


@blueprint.post("/sites/<site>/people/<int:membership_id>/end")
@requires(Can.INVITE_PEOPLE)
def people_ended(membership_id: int) -> Page:
    """End the person's role here, with all that follows."""
    form, member = EndForm(), _member(membership_id)
    if form.validate_on_submit():
        try:
            service.end_membership(membership_id, str(form.reason.data))
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash(f"{member.name} no longer belongs to {the_site().name}.", "success")
            return see("sites.people", site=the_site().slug)
    return again("sites/people_end.html", form, member=member)
