"""Handles of members, what a profile may say, when a digest is due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.members.rules import TAGS, handle_of, handles_in, known_tags, person_of
from app.members.rules.digests import Choice, Every, day_of
from app.members.rules.profiles import Wishes, check
from app.members.rules.visits import visited

MONDAY = date(2027, 3, 8)


def test_a_handle_is_found_in_a_text_and_leads_back_to_the_person() -> None:
    handle = handle_of("Zoë O’Brien-Ngũgĩ", 12)
    assert handle == "@zoe-obrien-ngugi-12"
    assert handles_in(f"Ask {handle}, or ({handle}).") == (handle,)
    assert person_of(handle) == 12
    assert handle_of("李", 3) == "@member-3"


@pytest.mark.parametrize(
    "text", ["mail zoe@zoe-brien-12.example", "https://x.example/@zoe-12", "@zoe", "@12", "@@zoe-1"]
)
def test_what_only_looks_like_a_handle_is_none(text: str) -> None:
    assert handles_in(text) == ()


def test_tags_are_stages_and_themes_in_one_order() -> None:
    first, second = list(TAGS)[:2]
    assert known_tags([second, "nonsense", first], TAGS) == (first, second)


def test_nobody_passes_for_the_nspcc_or_gets_messages_unfound() -> None:
    wishes = Wishes(role_words="Nspcc adviser", place="The NSPCC", takes_messages=True)
    assert [field for field, _ in check(wishes, is_nspcc=False)] == [
        "role_words",
        "place",
        "takes_messages",
    ]
    assert not check(Wishes(place="NSPCC", is_listed=True, takes_messages=True), is_nspcc=True)
    assert not check(Wishes(), is_nspcc=False)


def test_a_weekly_digest_waits_two_days_for_a_worker_and_no_longer() -> None:
    weekly = Choice(Every.WEEK, weekday=0)
    days = [day_of(weekly, MONDAY.replace(day=8 + later)) for later in range(7)]
    assert days == [MONDAY, MONDAY, MONDAY, None, None, None, None]
    assert day_of(Choice(Every.WEEK, weekday=4), MONDAY) is None
    friday = date(2027, 3, 5)
    assert day_of(Choice(Every.WEEK, weekday=4), date(2027, 3, 7)) == friday
    assert day_of(Choice(Every.DAY), MONDAY) == MONDAY
    assert day_of(Choice(Every.NEVER), MONDAY) is None


def test_a_visit_goes_on_for_half_an_hour_and_the_one_before_stays_known() -> None:
    begin = datetime(2027, 3, 8, 9, tzinfo=UTC)
    first = visited(None, begin)
    assert first.before is None
    still = visited(first, begin + timedelta(minutes=30))
    assert still.before is None
    assert still.seen_at == begin + timedelta(minutes=30)
    second = visited(still, begin + timedelta(hours=2))
    assert second.before == still.seen_at
    assert second.first_at == begin
    assert visited(second, begin + timedelta(hours=2, minutes=9)).before == still.seen_at


@pytest.mark.parametrize("words", ["N.S.P.C.C. adviser", "NSP\u200bCC", "ＮＳＰＣＣ", "n s p c c"])
def test_nobody_passes_for_the_nspcc_by_writing_it_otherwise(words: str) -> None:
    assert [field for field, _ in check(Wishes(role_words=words), is_nspcc=False)] == ["role_words"]
