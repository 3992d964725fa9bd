"""The transaction at the edge of a request: what commits, what rolls back, what is refused."""

from collections.abc import Callable

import pytest
from flask import Response, redirect
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.core import audit, db
from app.core.security.limits import TooMany
from app.core.web.edge import Portal
from tests.factories.accounts import make_person
from tests.page_client import PageClient


def _write() -> None:
    audit.because("trying", summary="Trying.")
    make_person("Wren Written")


def _answer(status: int) -> Callable[[], Response]:
    def view() -> Response:
        _write()
        return Response("written", status)

    return view


def _see_other() -> Response:
    _write()
    return redirect("/", 303)  # type: ignore[return-value]  # Werkzeug names its own class


def _post(client: PageClient) -> TestResponse:
    """Post with a valid form token; the page is not checked, these are no pages."""
    fields = {"csrf_token": client.token()}
    return client.http.post("/sign-in", data=fields, base_url="http://portal.test")


def _becomes(monkeypatch: pytest.MonkeyPatch, app: Portal, view: Callable[[], Response]) -> None:
    """Let the public view behind /sign-in (GET and POST) be `view`."""
    for endpoint in {r.endpoint for r in app.url_map.iter_rules() if r.rule == "/sign-in"}:
        vars(view).update(access_rule=vars(app.view_functions[endpoint])["access_rule"])
        monkeypatch.setitem(app.view_functions, endpoint, view)


def _people() -> int:
    with db.reading() as session:
        return len(session.scalars(select(Person)).all())


@pytest.mark.parametrize("status", [201, 204])
def test_an_answer_that_says_done_commits(
    app: Portal, client: PageClient, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    _becomes(monkeypatch, app, _answer(status))
    assert _post(client).status_code == status
    assert _people() == 1


def test_a_redirect_after_a_post_commits(
    app: Portal, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _becomes(monkeypatch, app, _see_other)
    assert _post(client).status_code == 303
    assert _people() == 1


@pytest.mark.parametrize("status", [200, 400, 404, 409])
def test_any_other_answer_rolls_back(
    app: Portal, client: PageClient, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    _becomes(monkeypatch, app, _answer(status))
    assert _post(client).status_code == status
    assert _people() == 0


def test_a_read_that_writes_is_an_error_with_a_reference(
    app: Portal, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _becomes(monkeypatch, app, _see_other)
    answer = client.http.get("/sign-in", base_url="http://portal.test")
    assert answer.status_code == 500
    assert answer.headers["X-Reference"] in answer.get_data(as_text=True)
    assert _people() == 0


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (RuntimeError("unexpected"), 500),
        (StaleDataError("changed meanwhile"), 409),
        (OperationalError("SELECT 1", {}, Exception("gone")), 503),
        (TooMany(90), 429),
    ],
)
def test_an_error_rolls_back_and_says_what_to_do(
    app: Portal,
    client: PageClient,
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
    status: int,
) -> None:
    def view() -> Response:
        _write()
        raise problem

    _becomes(monkeypatch, app, view)
    answer = _post(client)
    assert answer.status_code == status
    assert answer.headers["X-Reference"] in answer.get_data(as_text=True)
    assert ("Retry-After" in answer.headers) == (status in (429, 503))
    assert _people() == 0


def test_an_unknown_host_is_refused(app: Portal, client: PageClient) -> None:
    answer = client.http.get("/sign-in", base_url="http://evil.example")
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers
