"""Who enters and writes, and how it is said."""

from datetime import date

import pytest

from app.chat import rules


def test_a_private_room_is_for_members_of_its_site_and_nobody_else() -> None:
    anybody, staff = rules.Visitor(), rules.Visitor(is_nspcc=True)
    assert rules.may_enter(None, None, anybody)
    assert rules.may_enter(3, None, rules.Visitor(frozenset({3, 4})))
    assert not rules.may_enter(3, None, rules.Visitor(frozenset({4}), has_place=True))
    assert not rules.may_enter(3, None, staff)
    assert not rules.may_enter(None, 7, rules.Visitor(frozenset({7})))
    assert rules.may_enter(None, 7, rules.Visitor(has_place=True))
    assert rules.may_enter(None, 7, staff)
    assert rules.may_sum_up(3, moderates=False)
    assert not rules.may_sum_up(None, moderates=False)


def test_what_stands_in_the_way_of_a_message() -> None:
    assert rules.check_sending(closed=False, at_rest=False, sent_lately=rules.PACE - 1) == []
    for closed, at_rest, lately in ((True, False, 0), (False, True, 0), (False, False, rules.PACE)):
        assert rules.check_sending(closed=closed, at_rest=at_rest, sent_lately=lately)


def test_a_number_of_a_page_is_a_uuid_in_small_letters() -> None:
    assert rules.is_client_id("0b5c1a52-6f4e-4d5a-9a83-0d3f2b1c4e5f")
    assert not rules.is_client_id("0b5c1a52-6f4e-4d5a-9a83-0d3f2b1c4e5f\n")
    assert not rules.is_client_id("another")


@pytest.mark.parametrize(
    ("names", "total", "words"),
    [
        ([], 1, "Nobody else is here now"),
        (["Ann Field"], 2, "Ann Field is here now"),
        (["Ann Field", "Ben Hill"], 3, "Ann Field and Ben Hill are here now"),
        (["Ann Field"], 4, "Ann Field and 2 others are here now"),
        ([], 2, "1 other person is here now"),
        ([], 9, "8 other people are here now"),
        (list("abcdefg"), 8, "a, b, c, d, e and 2 others are here now"),
    ],
)
def test_who_is_here_is_said_in_a_sentence(names: list[str], total: int, words: str) -> None:
    assert rules.present_in_words(names, total) == words


def test_days_of_a_talk_are_said_without_saying_anything_twice() -> None:
    said = rules.days_in_words
    assert said(date(2027, 3, 12), date(2027, 3, 12)) == "12 March 2027"
    assert said(date(2027, 3, 12), date(2027, 3, 14)) == "12 to 14 March 2027"
    assert said(date(2027, 3, 30), date(2027, 4, 2)) == "30 March to 2 April 2027"
    assert said(date(2026, 12, 31), date(2027, 1, 1)) == "31 December 2026 to 1 January 2027"


def test_a_quote_is_the_beginning_of_a_text() -> None:
    assert rules.quoted(" one\n two ") == "one two"
    assert len(rules.quoted("word " * 60)) <= rules.QUOTED
    assert rules.quoted("word " * 60).endswith("…")
