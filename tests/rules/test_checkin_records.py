"""Notes of calls: what a save may overwrite, when a call may be written up, when to worry."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.checkins.rules import (
    CallState,
    Fate,
    Mark,
    Past,
    check_note,
    confidence_words,
    fate,
    mark_of,
    may_miss,
    may_record,
    read_mark,
    tidy,
    why_concern,
)
from app.checkins.rules.concerns import Why, check_concern, in_words, why_of

TODAY = date(2027, 3, 12)
PLANNED, HELD, MISSED = CallState.PLANNED, CallState.HELD, CallState.MISSED


@pytest.mark.parametrize(
    ("kept", "version", "seen", "typed", "wanted"),
    [
        ("a", 2, mark_of(2, "a"), "a", Fate.SAME),
        ("a", 2, mark_of(1, "x"), "a", Fate.SAME),  # both wrote the same
        ("b", 3, mark_of(2, "a"), "a", Fate.UNTOUCHED),  # theirs stays: the sender changed nothing
        ("a", 2, mark_of(2, "a"), "b", Fate.WRITE),
        ("", 0, mark_of(0, ""), "b", Fate.WRITE),
        ("c", 3, mark_of(2, "a"), "b", Fate.CONFLICT),
        ("c", 1, Mark(0, ""), "b", Fate.CONFLICT),  # a page that shows no mark has seen nothing
    ],
)
def test_only_what_somebody_changed_can_be_a_conflict(
    kept: str, version: int, seen: Mark, typed: str, wanted: Fate
) -> None:
    assert fate(kept, version, seen, typed) is wanted


def test_a_mark_survives_the_page_and_anything_else_has_seen_nothing() -> None:
    assert read_mark(str(mark_of(4, "words"))) == mark_of(4, "words")
    for typed in ("", "x", "-1:a", "99999999999:a", "١:a"):
        assert read_mark(typed).version == 0
    assert tidy(" a\r\nb\rc \n") == "a\nb\nc"


def test_a_note_needs_somebody_who_took_part_and_how_long_it_took() -> None:
    assert check_note({"took_part": "3", "minutes": "45"}) == []
    assert check_note({"guests": "Data lead", "minutes": "300"}) == []
    assert [field for field, _ in check_note({"minutes": "301"})] == ["took_part", "minutes"]
    assert [field for field, _ in check_note({"guests": "x", "minutes": "0"})] == ["minutes"]


def test_a_call_can_be_written_up_from_its_day_on_and_missed_from_its_time_on() -> None:
    starts = datetime(2027, 3, 28, 22, 30, tzinfo=UTC)  # 23:30 in London: the clocks went forward
    at_nine, before = starts.replace(hour=8), starts - timedelta(days=1)
    assert may_record(PLANNED, starts, at_nine)
    assert not may_record(PLANNED, starts, before)
    assert may_record(MISSED, starts, starts)
    assert not may_record(CallState.CANCELLED, starts, starts)
    assert may_miss(PLANNED, starts, starts)
    assert not may_miss(PLANNED, starts, at_nine)
    assert not may_miss(HELD, starts, starts)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ([], ""),
        ([(-40, MISSED), (-5, HELD)], ""),
        ([(-40, HELD), (-9, MISSED)], ""),
        ([(-40, HELD), (-10, MISSED)], "not held 10 days ago"),
        ([(-40, HELD), (-10, MISSED), (3, PLANNED)], ""),
        ([(-40, HELD), (-30, MISSED), (-2, PLANNED)], "not held 30 days ago"),  # nobody wrote it up
        ([(-40, MISSED), (-20, CallState.CANCELLED), (-1, MISSED)], "last two calls"),
    ],
)
def test_a_concern_is_proposed_after_two_missed_calls_or_ten_days(
    days: list[tuple[int, CallState]], wanted: str
) -> None:
    said = why_concern([Past(TODAY + timedelta(days=n), state) for n, state in days], TODAY)
    assert wanted in said
    assert bool(said) == bool(wanted)


def test_confidence_says_how_it_changed() -> None:
    assert confidence_words(None, 7) == "Confidence that it will last was not asked."
    assert confidence_words(5, None).endswith("5 of 10.")
    assert confidence_words(5, 7).endswith("down from 7 at the call before.")
    assert confidence_words(7, 7).endswith("the same as at the call before.")


def test_a_concern_needs_a_reason_words_and_somebody_to_tell() -> None:
    assert check_concern(["other"], "Seen.", 3, [3]) == []
    faults = check_concern(["nonsense"], " ", 4, [3])
    assert [field for field, _ in faults] == ["why", "words", "to"]
    assert why_of("other missed-calls gone") == (Why.MISSED, Why.OTHER)
    assert in_words(why_of("no-answer")) == "No answer to mails or telephone"
