"""The application class: one session and one commit per request, decided at the edge."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request
from flask.templating import Environment
from jinja2 import StrictUndefined, TemplateRuntimeError, Undefined, UndefinedError
from jinja2.utils import missing

from app.core import audit
from app.core.db import holding, open_session
from app.core.security.headers import protect

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
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


class Portal(Flask):
    """Flask, with the transaction at the edge.

    A safe method gets a read-only session. Anything else commits, once, and only when the view
    answered 201, 204, 302 or 303; every other answer and every error rolls back.
    """

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
                session.commit()
            return response


def install(app: Portal, *, secure: bool) -> None:
    """Give every request a reference number and a nonce, and every answer its headers."""

    @app.before_request
    def begin() -> None:
        g.reference = secrets.token_hex(5)
        g.csp_nonce = secrets.token_urlsafe(18)

    @app.after_request
    def finish(response: Response) -> Response:
        if "reference" not in g:  # refused before any of our code ran, such as an unknown host
            g.reference, g.csp_nonce = secrets.token_hex(5), ""
        response.headers["X-Reference"] = g.reference
        return protect(response, nonce=g.csp_nonce, secure=secure)
