"""Errors that say what happened and what to do, with a number that is found in the log."""

from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.core.security.limits import TooMany
from app.core.web.returned import carried_fields, give_back, wants_json

PAGES = frozenset({400, 403, 404, 409, 413, 429, 500, 503})
RETRY_AFTER = 5


class Conflict(Exception):
    """Somebody else changed the same thing first; both texts are kept and shown."""

    def __init__(self, *, mine: str, theirs: str) -> None:
        super().__init__("Changed by somebody else at the same time.")
        self.mine = mine
        self.theirs = theirs


def in_words(seconds: int) -> str:
    """A waiting time as people say it: "1 minute", "3 hours"."""
    for unit, size in (("hour", 3600), ("minute", 60)):
        if seconds >= size:
            count = -(-seconds // size)
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def answer(status: int, **details: Any) -> Response:
    """The error page (or its JSON for our scripts) with the reference number of this request."""
    reference = g.get("reference", "")
    if wants_json():
        response = make_response(jsonify(status=status, reference=reference, **details), status)
    else:
        page = f"errors/{status if status in PAGES else 400}.html"
        body = render_template(page, reference=reference, status=status, **details)
        response = make_response(body, status)
    return response


def _log(status: int, error: BaseException) -> None:
    log = current_app.logger.exception if status == 500 else current_app.logger.warning
    log(
        "error",
        extra={"status": status, "kind": type(error).__name__, "endpoint": request.endpoint},
    )


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status in (301, 302, 303, 307, 308):
        return error.get_response()  # type: ignore[return-value]  # Werkzeug names its own class
    limit = current_app.config["MAX_CONTENT_LENGTH"] // 1_000_000
    response = answer(status, limit_words=f"{limit} MB", retry_after_words="a minute")
    if status == 405 and (allowed := getattr(error, "valid_methods", None)):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _too_many(error: TooMany) -> Response:
    response = answer(429, retry_after_words=in_words(error.retry_after))
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _unavailable(error: Exception) -> Response:
    _log(503, error)
    response = answer(503, retry_after_words=in_words(RETRY_AFTER))
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _database(error: DBAPIError) -> Response:
    if isinstance(error, IntegrityError):
        _log(409, error)
        return answer(409)
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return _unavailable(error)
    return _unexpected(error)


def _conflict(error: Conflict) -> Response:
    return answer(409, mine=error.mine, theirs=error.theirs)


def _csrf(error: CSRFError) -> Response:
    _log(400, error)
    if wants_json() or not request.form:
        return answer(400)
    page = give_back(request.full_path.rstrip("?"), carried_fields(), heading="Send this again")
    return make_response(page, 400)


def _stale(error: StaleDataError) -> Response:
    _log(409, error)
    return answer(409)


def _unexpected(error: Exception) -> Response:
    _log(500, error)
    return answer(500)


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _unexpected)
