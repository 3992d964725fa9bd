"""What is new for a member, a digest out of it, the first steps."""

from datetime import UTC, date, datetime, timedelta

from app.community.rules.digest import digest
from app.community.rules.first_week import FirstWeek, Step, is_newcomer
from app.community.rules.news import Line, merged
from app.members.rules import Fresh

NOW = datetime(2027, 3, 8, 7, 0, tzinfo=UTC)


def fresh(number: int, *tags: str, kind: str = "topic") -> Fresh:
    """Something new, the later the higher its number."""
    path = f"/community/topics/{number}"
    return Fresh(NOW + timedelta(hours=number), kind, f"Topic {number}", path, tags=tags)


def test_rooms_are_merged_newest_first_and_the_followed_stand_once() -> None:
    parts = [(fresh(1), fresh(4)), (fresh(3, kind="event"), fresh(2))]
    new, followed = merged(parts, [fresh(4)], muted=(), limit=2)
    assert [one.title for one in new] == ["Topic 3", "Topic 2"]
    assert [one.title for one in followed] == ["Topic 4"]


def test_what_is_muted_is_left_out_but_not_what_one_follows_by_its_tag() -> None:
    muted = {"courts", "/community/topics/2"}
    new, followed = merged([[fresh(1, "courts"), fresh(2), fresh(3, "goals")]], (), muted, 9)
    assert [one.title for one in new] == ["Topic 3"]
    _, followed = merged([], [fresh(1, "courts"), fresh(2, "goals")], muted, 9)
    assert [one.title for one in followed] == ["Topic 1"]


def test_a_digest_has_only_parts_that_hold_something_and_needs_news() -> None:
    asked = [Line("Who signs the agreement?", "asked today", "/community/topics/9")]
    coming = [Line("Open hour", "12 March 2027 at 10am", "/community/events/1")]
    found = digest(date(2027, 3, 1), [fresh(1)], [fresh(2, kind="unheard of")], asked, coming)
    assert [part.heading for part in found.parts] == [
        "What you follow",
        "Questions you may be able to answer",
        "Also new",
        "Coming up",
    ]
    assert found.subject == "New in the community: Topic 1 and 1 more"
    assert digest(date(2027, 3, 1), [], [], asked, coming).is_empty


def test_newcomers_see_the_steps_for_four_weeks_or_until_all_are_done() -> None:
    assert is_newcomer(NOW - timedelta(days=27), NOW)
    assert not is_newcomer(NOW - timedelta(days=28), NOW)
    assert not FirstWeek(frozenset(Step) - {Step.WORDS}).is_over
    assert FirstWeek(frozenset(Step)).is_over
