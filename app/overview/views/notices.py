"""What one was told in the portal: the list, the way from it, and what is read."""

from dataclasses import asdict
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from app.access.gate import signed_in, the_actor
from app.core.security.redirects import safe_next
from app.core.web.asked import page_number
from app.core.web.forms import PortalForm
from app.core.web.returned import see
from app.core.words import moment
from app.notices import service
from app.notices.rules import Kind
from app.overview.queries.notices import (
    NoticeRow,
    NoticeWish,
    notice_count,
    sites_told_of,
)
from app.overview.queries.notices import notices as read
from app.overview.rules import Paging
from app.overview.views.blueprint import Page, blueprint

LABELS = {kind.value: kind.label for kind in Kind}


@blueprint.get("/notices")
@signed_in
def notices() -> Page:
    """Unread first; narrowed to a kind or a site."""
    wish, offered = _wish(), sites_told_of(the_actor())
    total = notice_count(the_actor(), wish)
    paging = Paging(min(page_number(), Paging(1, total).pages), total)
    found = read(the_actor(), wish, offset=paging.offset, limit=paging.size)
    return render_template(
        "overview/notices.html",
        items=[_item(row) for row in found],
        paging=paging,
        unread=the_actor().unread,
        wish=wish,
        kinds=list(LABELS.items()),
        sites=offered,
        **_narrowing(wish, dict(offered)),
    )


@blueprint.get("/notices/<int:notice_id>")
@signed_in
def open_notice(notice_id: int) -> Page:
    """Go where a notice leads; it counts as read from then on."""
    path = service.read(the_actor(), notice_id)
    if path is None:
        abort(404)
    return redirect(safe_next(path))


@blueprint.post("/notices/read")
@signed_in
def read_notices() -> Page:
    """Count all of one's notices as read."""
    if PortalForm().validate_on_submit():
        service.read_all(the_actor())
        flash("All your notices are marked as read.", "success")
    return see("overview.notices")


def _wish() -> NoticeWish:
    kind = request.args.get("kind", "")
    return NoticeWish(kind if kind in LABELS else "", request.args.get("at", "")[:120])


def _item(row: NoticeRow) -> dict[str, str]:
    """As the task list shows it."""
    about = " · ".join(part for part in (moment(row.told_at), row.site, row.kind) if part)
    status = ("Read", "neutral") if row.is_read else ("New", "active")
    href = url_for("overview.open_notice", notice_id=row.id)
    return {
        "text": row.title,
        "href": href,
        "hint": about,
        "status": status[0],
        "kind": status[1],
    }


def _narrowing(wish: NoticeWish, sites: dict[str, str]) -> dict[str, Any]:
    """The chosen filters, and the addresses of the list without each."""
    words = {"kind": LABELS.get(wish.kind, ""), "site": sites.get(wish.site, wish.site)}

    def address(**changes: Any) -> str:
        asked = asdict(wish) | changes
        held = {"kind": asked["kind"], "at": asked["site"], "page": asked.get("page")}
        return url_for("overview.notices", **{k: v for k, v in held.items() if v})

    return {
        "chips": [
            {"text": text, "href": address(**{name: ""})} for name, text in words.items() if text
        ],
        "page_href": lambda page: address(page=page if page > 1 else None),
    }
