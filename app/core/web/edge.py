"""The application class: one session and one commit per request, decided at the edge."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, abort, flash, g, request
from flask import session as cookie
from flask.templating import Environment
from jinja2 import StrictUndefined, TemplateRuntimeError, Undefined, UndefinedError
from jinja2.utils import missing
from werkzeug.routing import IntegerConverter, Map

from app.core import audit
from app.core.db import holding, open_session
from app.core.security.headers import protect
from app.core.web.incoming import NUL, PortalRequest
from app.core.web.returned import is_returned

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_ROW = 2**31 - 1
COMMITTED = frozenset({201, 204, 302, 303})


class SemiStrict(Undefined):
    """Unknown names and attributes raise.

    Missing keys of mappings do not, nor the empty side of an inline `if`: GOV.UK's macros are
    written for an environment that passes over both.
    """

    def __new__(
        cls,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> Any:
        lenient = isinstance(obj, Mapping) or (obj is missing and hint is not None)
        return (Undefined if lenient else StrictUndefined)(hint, obj, name, exc)


class RowNumber(IntegerConverter):
    """A number in an address: what the databases can hold, so that more is simply not found."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, min=0, max=LARGEST_ROW)


class Portal(Flask):
    """Flask, with the transaction at the edge.

    A safe method gets a read-only session. Anything else commits, once, and only when the view
    answered 201, 204, 302 or 303; every other answer and every error rolls back. A form that was
    only given back commits nothing, whatever its view does: another site may have filled it in.
    """

    request_class = PortalRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_map.converters = {**self.url_map.converters, "int": RowNumber}

    def create_jinja_environment(self) -> Environment:
        environment = super().create_jinja_environment()
        environment.undefined = SemiStrict
        environment.trim_blocks = True
        environment.lstrip_blocks = True
        environment.globals.update(undefined=Undefined(), null=None)
        return environment

    def dispatch_request(self) -> Response:
        readonly = request.method in SAFE_METHODS
        acting = g.get("acting") or audit.Acting(None, "web", g.reference)
        with audit.acting(acting), holding(open_session(readonly=readonly)) as session:
            response = self.make_response(super().dispatch_request())
            if not readonly and response.status_code in COMMITTED:
                if not is_returned():
                    session.commit()
                elif "audit_event" in session.info:
                    _say_that_nothing_is_done()
            return response


def _say_that_nothing_is_done() -> None:
    """The view believed that it acted; what it says of that is not true."""
    cookie.pop("_flashes", None)
    flash("Nothing has been done yet. If you want to go on, press the button again.", "important")


def install(app: Portal, *, secure: bool) -> None:
    """Give every request a reference number and a nonce, and every answer its headers."""

    @app.before_request
    def begin() -> None:
        g.reference = secrets.token_hex(5)
        g.csp_nonce = secrets.token_urlsafe(18)
        if NUL in request.path:
            abort(404)

    @app.after_request
    def finish(response: Response) -> Response:
        if "reference" not in g:  # refused before any of our code ran, such as an unknown host
            g.reference, g.csp_nonce = secrets.token_hex(5), ""
        response.headers["X-Reference"] = g.reference
        return protect(response, nonce=g.csp_nonce, secure=secure)
