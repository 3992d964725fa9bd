"""Forms that come back: nothing typed is lost when a sign-in or a form's token has expired.

The fields of the refused POST travel through the sign-in page as hidden inputs; afterwards they
are posted to where they were going with `RETURNED` set, and the page shows them filled in again
without acting on them, until the person sends them.
"""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.security.redirects import safe_next

RETURNED = "_returned"
CARRIED = "_carried:"
CARRIED_TO = "_carried_to"
_NEVER_CARRIED = frozenset({"csrf_token", "case_reference", RETURNED})


def wants_json() -> bool:
    """True for requests made by our scripts, which cannot show a page."""
    return request.headers.get("X-Requested-With") == "fetch"


def is_returned() -> bool:
    """True when this POST only shows a form again, filled in."""
    return RETURNED in request.form


def carried_fields() -> list[tuple[str, str]]:
    """What was typed, without secrets; files cannot be carried and must be attached again.

    A sign-in form that is itself refused keeps what it carries.
    """
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _NEVER_CARRIED and "password" not in name
    ]


def had_files() -> bool:
    """Whether files came with this POST."""
    return any(file.filename for file in request.files.values())


def carry_over(sign_in_endpoint: str) -> str:
    """The sign-in page, holding the fields of the form that met it."""
    return render_template(
        "errors/signed_out.html",
        sign_in_url=url_for(sign_in_endpoint),
        carried_to=request.full_path.rstrip("?"),
        carried=carried_fields(),
        had_files=had_files(),
    )


def still_carried() -> tuple[str | None, list[tuple[str, str]]]:
    """Where the carried fields of a sign-in form go, and the fields."""
    fields = [
        (name.removeprefix(CARRIED), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(CARRIED)
    ]
    return request.form.get(CARRIED_TO), fields


def give_back(
    target: str, fields: list[tuple[str, str]], *, after_sign_in: bool = False, **more: Any
) -> str:
    """A page with one button that shows the form again, filled in.

    `target` may come from a form: anything but a path of our own becomes the home page.
    """
    return render_template(
        "errors/give_back.html",
        target=safe_next(target),
        fields=fields,
        returned=RETURNED,
        after_sign_in=after_sign_in,
        had_files=had_files(),
        **more,
    )


def see(endpoint: str, **values: Any) -> Response:
    """After a POST that worked: look there (303, so that a reload does not send it again)."""
    return redirect(url_for(endpoint, **values), code=303)
