"""Messages between two members, and reporting a profile; a message is reported as any post is."""

from uuid import uuid4

from flask import abort, flash, render_template, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.community import queries, service, showing
from app.community.forms import MessageForm
from app.community.queries import Correspondent
from app.community.views.blueprint import Page, blueprint
from app.core.web.asked import page_number
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.members import queries as members
from app.members.queries import MemberRow
from app.posts.forms import ReportForm


def _href(person_id: int) -> str:
    return url_for("community.conversation", person_id=person_id)


def _paging(total: int) -> dict[str, int]:
    """The page that is asked for and how many there are."""
    pages = max(1, -(-total // queries.PER_PAGE))
    return {"page": min(max(page_number(), 1), pages), "pages": pages}


def _offset(paging: dict[str, int]) -> int:
    return (paging["page"] - 1) * queries.PER_PAGE


@blueprint.get("/community/messages")
@requires(Can.USE_COMMUNITY)
def messages() -> Page:
    """The people one writes with."""
    who = the_actor().id
    paging = _paging(queries.how_many_talks(who))
    rows = showing.talk_rows(queries.talks(who, offset=_offset(paging)), _href)
    return render_template(
        "community/messages.html",
        rows=rows,
        columns=showing.TALK_COLUMNS,
        **paging,
        page_href=lambda page: url_for("community.messages", page=page),
    )


def _other(person_id: int) -> Correspondent:
    found = queries.correspondent(the_actor().id, person_id)
    return found if found is not None else abort(404)


def _beside(other: Correspondent) -> dict[str, object]:
    paging = _paging(other.messages)
    return {
        **paging,
        "page_href": lambda page: url_for(
            "community.conversation", person_id=other.person_id, page=page
        ),
        "other": other,
        "written": queries.written_between(the_actor().id, other.person_id, offset=_offset(paging)),
        "has_agreed": members.has_agreed(the_actor().id),
    }


@blueprint.get("/community/messages/<int:person_id>")
@requires(Can.USE_COMMUNITY)
def conversation(person_id: int) -> Page:
    """What two members wrote to each other, and a form to answer; all of one's messages for whoever
    comes by the path of one they got, which names its reader."""
    if person_id == the_actor().id:
        return see("community.messages")
    other = _other(person_id)
    form = MessageForm(formdata=None, data={"token": str(uuid4())})
    return render_template("community/conversation.html", form=form, **_beside(other))


def _sent(form: MessageForm, other: Correspondent) -> bool:
    """Whether the message is on its way; if not, the form says why and keeps it."""
    if not form.validate_on_submit():
        return False
    who = the_actor().id
    if not members.has_agreed(who):
        form.refuse("text", "Accept the house rules first; your message stays here meanwhile")
        return False
    words, token = str(form.text.data or ""), str(form.token.data)
    return accepted(form, lambda: service.send(who, other, words, token))


@blueprint.post("/community/messages/<int:person_id>")
@requires(Can.USE_COMMUNITY)
def send(person_id: int) -> Page:
    """Send a message."""
    other, form = _other(person_id), MessageForm()
    if not other.may_write:
        abort(404)
    if _sent(form, other):
        flash(f"Sent. {other.name} is told that you wrote.", "success")
        return see("community.conversation", person_id=person_id)
    return again("community/conversation.html", form, **_beside(other))


def _member(person_id: int) -> MemberRow:
    found = members.member(person_id) if person_id != the_actor().id else None
    return found if found is not None else abort(404)


@blueprint.get("/community/members/<int:person_id>/report")
@requires(Can.USE_COMMUNITY)
def reporting_profile(person_id: int) -> Page:
    """Why is a profile reported?"""
    found = _member(person_id)
    return render_template("community/report_profile.html", form=ReportForm(), found=found)


@blueprint.post("/community/members/<int:person_id>/report")
@requires(Can.USE_COMMUNITY)
def report_profile(person_id: int) -> Page:
    """Report it as it stands now."""
    found, form, who = _member(person_id), ReportForm(), the_actor().id
    said = str(form.reason.data or ""), str(form.words.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.report_profile(person_id, who, *said)
    ):
        flash("Reported. A moderator reads it, and you are told the outcome.", "success")
        return see("members.member", person_id=person_id)
    return again("community/report_profile.html", form, found=found)
