"""The log: one line an event, nothing personal in it, the reference people are shown."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from app.access.gate import public
from app.core.web.edge import Portal
from app.core.web.logs import JsonLines, TextLines
from tests.page_client import PageClient
from tests.worlds import World


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the portal writes, as JSON lines."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def entries(log: io.StringIO) -> list[dict[str, Any]]:
    """The lines, each of which must be one JSON object."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_an_answer_is_one_line_with_what_operators_need(
    client: PageClient, log: io.StringIO
) -> None:
    client.get("/health")
    (entry,) = entries(log)
    assert {k: entry[k] for k in ("event", "endpoint", "method", "status", "level")} == {
        "event": "answered",
        "endpoint": "admin.health",
        "method": "GET",
        "status": 200,
        "level": "info",
    }
    assert entry["reference"] == client.response.headers["X-Reference"]
    assert entry["ms"] >= 0
    assert entry["at"].endswith("+00:00")


def test_no_address_token_or_e_mail_of_a_request_reaches_the_log(
    world: World, client: PageClient, log: io.StringIO
) -> None:
    token = "t0ken-that-proves-who-one-is"
    headers = {"User-Agent": "Secret browser", "X-Forwarded-For": "203.0.113.7"}
    client.get(f"/reset-password/{token}?email=jo@example.org", status=410, headers=headers)
    client.get(f"/account/email/{token}", status=410)
    client.get(f"/no/such/page/{token}", status=404)
    client.get("/sign-in?next=/account/email/" + token)
    form = client.page.form("Sign in")
    client.submit(form, status=400, email="lena.lead@people.example", password="wrong " + token)
    written = log.getvalue()
    assert len(entries(log)) >= 5
    for secret in (token, "jo@example.org", "lena.lead", "Lena", "Secret browser", "203.0.113.7"):
        assert secret not in written, secret
    assert "127.0.0.1" not in written


def test_a_refusal_names_nobody(world: World, client: PageClient, log: io.StringIO) -> None:
    client.sign_in(world.member).get("/admin/audit?person=lena.lead@people.example", status=403)
    assert "lena" not in log.getvalue().lower()
    refused = next(entry for entry in entries(log) if entry["event"] == "refused")
    assert refused["actor"] == world.member.id


def test_line_breaks_in_what_is_logged_start_no_new_line(log: io.StringIO) -> None:
    forged = 'Mozilla\r\n{"event": "forged"}\n\u2028\u2029\x85'
    logging.getLogger("trial").warning("odd browser %s", forged, extra={"agent": forged})
    (entry,) = entries(log)
    assert entry["agent"] == forged


def test_a_hostile_browser_name_on_a_real_request_makes_no_extra_line(
    world: World, client: PageClient, log: io.StringIO
) -> None:
    client.get("/health", environ_overrides={"HTTP_USER_AGENT": 'x\r\n{"event": "forged"}'})
    assert [entry["event"] for entry in entries(log)] == ["answered"]


def test_readable_lines_start_no_new_line_either() -> None:
    record = logging.makeLogRecord({"msg": "odd\r\nbrowser", "agent": "a\nb", "levelname": "INFO"})
    assert len(TextLines().format(record).splitlines()) == 1


@pytest.mark.parametrize(("path", "status"), [("/no/such/page", 404), ("/admin/audit", 403)])
def test_the_reference_on_an_error_page_is_that_of_the_header_and_the_log(
    world: World, client: PageClient, log: io.StringIO, path: str, status: int
) -> None:
    client.sign_in(world.member).get(path, status=status)
    reference = client.response.headers["X-Reference"]
    assert f"Reference: {reference}" in client.page.text
    assert {entry["reference"] for entry in entries(log)} == {reference}


def test_a_fault_of_ours_is_logged_with_its_trace_under_the_reference_people_see(
    app: Portal, world: World, client: PageClient, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise RuntimeError("out of order")

    monkeypatch.setitem(app.view_functions, "admin.health", public(broken))
    client.get("/health", status=500)
    reference = client.response.headers["X-Reference"]
    assert f"Reference: {reference}" in client.page.text
    assert "out of order" not in client.page.text
    fault = next(entry for entry in entries(log) if entry["level"] == "error")
    assert (fault["reference"], fault["kind"]) == (reference, "RuntimeError")
    assert "out of order" in fault["trace"]
