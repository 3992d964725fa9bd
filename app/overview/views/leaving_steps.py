"""The steps of a hand-over: who follows, what becomes of access, what is passed on."""

from app.access.gate import requires
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.overview.forms.leaving import AccessForm
from app.overview.rules.leaving import Work
from app.overview.views.blueprint import Page, blueprint
from app.overview.views.leaving_parts import (
    held_by,
    keep,
    offered_posts,
    offered_work,
    seen,
    show,
    step,
    the_leaving,
    to,
)
from app.sites import service as sites
from app.sites.queries import LeavingRow
from app.sites.rules import Refused
from app.sites.rules.leavings import Access


@blueprint.get("/sites/<site>/hand-over/<int:leaving_id>/posts")
@requires(Can.INVITE_PEOPLE)
def hand_over_posts(leaving_id: int) -> Page:
    """Who follows in each of their posts."""
    found = the_leaving(leaving_id)
    return step(
        "overview/hand_over_posts.html", found, offered_posts(found, held_by(found)), found.version
    )


@blueprint.post("/sites/<site>/hand-over/<int:leaving_id>/posts")
@requires(Can.INVITE_PEOPLE)
def keep_posts(leaving_id: int) -> Page:
    """Keep it, and go on to the access."""
    found = the_leaving(leaving_id)
    form = offered_posts(found, held_by(found))
    if form.validate_on_submit() and keep(found, form, [sites.POST]):
        return to("overview.hand_over_access", found)
    return step("overview/hand_over_posts.html", found, form, seen_version())


@blueprint.get("/sites/<site>/hand-over/<int:leaving_id>/access")
@requires(Can.INVITE_PEOPLE)
def hand_over_access(leaving_id: int) -> Page:
    """What becomes of their access."""
    found = the_leaving(leaving_id)
    ahead = found.last_day > clock.today()
    proposed = found.access or (Access.UNTIL if ahead else Access.NOW)
    until = found.access_until or (found.last_day if ahead else None)
    form = AccessForm(data={"access": proposed.value, "access_until": until})
    return step("overview/hand_over_access.html", found, form, found.version)


@blueprint.post("/sites/<site>/hand-over/<int:leaving_id>/access")
@requires(Can.INVITE_PEOPLE)
def keep_access(leaving_id: int) -> Page:
    """Keep it, and go on to the work."""
    found, form = the_leaving(leaving_id), AccessForm()
    if form.validate_on_submit() and _access_kept(found, form):
        return to("overview.hand_over_work", found)
    return step("overview/hand_over_access.html", found, form, seen_version())


@blueprint.get("/sites/<site>/hand-over/<int:leaving_id>/work")
@requires(Can.INVITE_PEOPLE)
def hand_over_work(leaving_id: int) -> Page:
    """Who takes over actions, seats, meetings, rounds and invitations."""
    found = the_leaving(leaving_id)
    held = held_by(found)
    return step(
        "overview/hand_over_work.html",
        found,
        offered_work(found, held),
        found.version,
        work=held.work,
    )


@blueprint.post("/sites/<site>/hand-over/<int:leaving_id>/work")
@requires(Can.INVITE_PEOPLE)
def keep_work(leaving_id: int) -> Page:
    """Keep it, and go on to the check."""
    found = the_leaving(leaving_id)
    held = held_by(found)
    form = offered_work(found, held)
    if form.validate_on_submit() and keep(found, form, [one.value for one in Work]):
        return to("overview.hand_over_check", found)
    return step("overview/hand_over_work.html", found, form, seen_version(), work=held.work)


def _access_kept(found: LeavingRow, form: AccessForm) -> bool:
    try:
        with seen(found) as mine:
            sites.choose_access(mine, Access(form.access.data), form.access_until.data)
    except Refused as refused:
        show(form, refused)
        return False
    return True
