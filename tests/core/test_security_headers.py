"""Every answer is protected, whatever its status; cookies are kept from scripts and other sites."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app import create_app
from app.access.gate import public
from app.core import db
from app.core.web.edge import Portal
from app.core.web.static_files import BUILT
from config import load_settings
from tests.factories.accounts import PASSWORD, give_password
from tests.page_client import PageClient
from tests.worlds import World, build_world

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BASE = "https://portal.test"


@pytest.fixture
def secure(database_url: str, folder: object) -> Iterator[Portal]:
    """An application as people reach it over TLS, with a view that breaks."""
    app = create_app(
        load_settings(
            {
                "PORTAL_ENV": "test",
                "SECRET_KEY": "a secret for tests that protects nothing at all",
                "DATABASE_URL": database_url,
                "PUBLIC_BASE_URL": BASE,
            }
        )
    )

    @app.get("/breaks")
    @public
    def breaks() -> str:
        raise ZeroDivisionError("a detail nobody outside may read")

    yield app
    db.engine().dispose()


def answers(app: Portal) -> dict[str, TestResponse]:
    http = app.test_client()
    asked: dict[str, tuple[str, str, dict[str, Any]]] = {
        "200": ("GET", "/sign-in", {}),
        "302": ("GET", "/account", {}),
        "400 token": ("POST", "/sign-in", {}),
        "400 host": ("GET", "/sign-in", {"headers": {"Host": "evil.example"}}),
        "401": ("POST", "/account/name", {}),
        "401 script": ("GET", "/account", {"headers": {"X-Requested-With": "fetch"}}),
        "404": ("GET", "/no/such/page", {}),
        "404 static": ("GET", "/static/no-such-file.js", {}),
        "405": ("PUT", "/sign-in", {}),
        "410": ("GET", "/reset-password/nonsense", {}),
        "413": ("POST", "/sign-in", {"data": {"email": "x" * 17_000_000}}),
        "500": ("GET", "/breaks", {}),
        "options": ("OPTIONS", "/sign-in", {}),
    }
    return {
        name: http.open(path, method=method, base_url=BASE, **more)
        for name, (method, path, more) in asked.items()
    }


def test_every_answer_carries_every_header(secure: Portal) -> None:
    for name, answer in answers(secure).items():
        if name[0].isdigit():
            assert answer.status_code == int(name[:3]), name
        found = {header: answer.headers.get(header) for header in ALWAYS}
        assert found == ALWAYS, name
        assert answer.headers["Cache-Control"] == "no-store", name
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"], name
        assert "includeSubDomains" in answer.headers["Strict-Transport-Security"], name
        assert "Access-Control-Allow-Origin" not in answer.headers, name
        assert "camera=()" in answer.headers["Permissions-Policy"], name
        assert answer.headers["X-Reference"], name


def test_every_policy_allows_only_our_own_files_and_scripts_with_the_nonce(
    secure: Portal,
) -> None:
    nonces = []
    for name, answer in answers(secure).items():
        policy = answer.headers["Content-Security-Policy"]
        directives = dict(part.split(" ", 1) for part in policy.split("; "))
        assert directives["default-src"] == "'none'", name
        assert directives["object-src"] == "'none'", name
        assert directives["base-uri"] == "'none'", name
        assert directives["frame-ancestors"] == "'none'", name
        assert "unsafe" not in policy, name
        assert re.fullmatch(r"'nonce-[\w-]*'", directives["script-src"]), name
        nonces.append(directives["script-src"])
        for used in re.findall(r'<script[^>]*nonce="([^"]*)"', answer.get_data(as_text=True)):
            assert f"'nonce-{used}'" == directives["script-src"], name
    assert len(set(nonces)) >= len(nonces) - 1, "a nonce is used once"


def test_texts_say_how_they_are_encoded(secure: Portal) -> None:
    for name, answer in answers(secure).items():
        if answer.mimetype == "text/html":
            assert answer.content_type == "text/html; charset=utf-8", name


def test_a_fault_shows_a_reference_and_no_detail(secure: Portal) -> None:
    answer = answers(secure)["500"]
    body = answer.get_data(as_text=True)
    assert answer.headers["X-Reference"] in body
    assert "ZeroDivisionError" not in body
    assert "a detail nobody" not in body


def test_static_files_cannot_be_framed_sniffed_or_run_as_pages(secure: Portal) -> None:
    name = json.loads((BUILT / "manifest.json").read_text())["portal.css"]
    with secure.test_client().get(f"/static/{name}", base_url=BASE) as answer:
        assert answer.status_code == 200
        assert answer.get_data()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_over_tls_the_cookie_is_bound_to_this_host_and_kept_from_scripts(secure: Portal) -> None:
    world = build_world()
    give_password(world.lead)
    http = secure.test_client()
    page = http.get("/sign-in", base_url=BASE).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = http.post(
        "/sign-in",
        base_url=BASE,
        headers={"Referer": f"{BASE}/sign-in"},
        data={"csrf_token": token[1], "email": world.lead.email, "password": PASSWORD},
    )
    assert answer.status_code == 303
    (cookie,) = answer.headers.getlist("Set-Cookie")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("__Host-session=")
    assert attributes == {"secure", "httponly", "path=/", "samesite=lax"}


def test_over_tls_a_form_from_elsewhere_is_refused(secure: Portal) -> None:
    http = secure.test_client()
    page = http.get("/sign-in", base_url=BASE).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = http.post(
        "/sign-in",
        base_url=BASE,
        headers={"Referer": "https://evil.example/"},
        data={"csrf_token": token[1], "email": "a@b.example", "password": PASSWORD},
    )
    assert answer.status_code == 400


def test_every_cookie_of_every_answer_is_kept_from_scripts(
    world: World, client: PageClient
) -> None:
    client.get("/sign-in")
    set_cookies = client.response.headers.getlist("Set-Cookie")
    client.sign_in(world.lead).post("/sign-out")
    set_cookies += client.response.headers.getlist("Set-Cookie")
    assert len(set_cookies) == 2
    for cookie in set_cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_a_page_that_may_be_private_is_never_stored(world: World, client: PageClient) -> None:
    client.sign_in(world.lead).get("/account")
    assert client.response.headers["Cache-Control"] == "no-store"
    assert "Cookie" in client.response.headers["Vary"]
