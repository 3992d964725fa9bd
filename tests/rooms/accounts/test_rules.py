"""Decisions on plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.rules import (
    browser_in_words,
    is_live,
    is_told_enough,
    may_sign_in,
    network_of,
    one_line,
    plain_email,
    should_note_seen,
    words_about,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("age", "live"),
    [(-6, False), (-4, True), (0, True), (20 * 60 - 1, True), (20 * 60, False), (10**6, False)],
)
def test_a_sign_in_lives_twenty_hours(age: int, live: bool) -> None:
    started = NOON - timedelta(minutes=age)
    assert is_live(started_at=started, ended_at=None, now=NOON) is live


def test_an_ended_sign_in_is_dead() -> None:
    assert not is_live(started_at=NOON, ended_at=NOON, now=NOON)


def test_last_use_is_worth_a_write_after_five_minutes() -> None:
    assert not should_note_seen(seen_at=None, now=NOON)
    assert not should_note_seen(seen_at=NOON - timedelta(minutes=4), now=NOON)
    assert should_note_seen(seen_at=NOON - timedelta(minutes=5), now=NOON)


def test_demo_people_are_refused_in_production_and_closed_accounts_everywhere() -> None:
    open_account = {"deactivated": False, "is_demo": False, "is_production": True}
    assert may_sign_in(**open_account)
    assert may_sign_in(**{**open_account, "is_demo": True, "is_production": False})
    assert not may_sign_in(**{**open_account, "is_demo": True})
    assert not may_sign_in(**{**open_account, "deactivated": True})


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::99", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        (None, "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_limits_count_places(address: str | None, place: str) -> None:
    assert network_of(address) == place


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("SomethingElse/1.0 (Android 15)", "A browser on Android"),
        ("Firefox/1", "Firefox"),
        ("", "An unknown browser"),
        ("<script>alert(1)</script>", "An unknown browser"),
    ],
)
def test_a_browser_is_named_so_that_its_owner_knows_it(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words


def test_addresses_are_kept_plain() -> None:
    assert plain_email(" Ann@Example.ORG\x00\n") == "ann@example.org"


def test_what_is_typed_in_one_line_stays_one_line() -> None:
    assert one_line("  Ann\n\tExample\x00 ") == "Ann Example"


def test_a_guesser_begins_with_name_address_and_work() -> None:
    assert {"ann", "example", "northmoor", "nspcc"} <= set(
        words_about("Ann Q", "ann@northmoor.example")
    )


def test_a_proof_needs_words() -> None:
    assert not is_told_enough("   ok    ")
    assert is_told_enough("Video call, staff card")
