"""Vacancies with their days, two who lead, and what is wrong with a post, a leaving or a cover."""

from datetime import date, timedelta

import pytest

from app.overview.rules.leaving import Thing, Work, passed_on, successor
from app.overview.rules.people import people_words
from app.sites.rules.leavings import Access, why_not_access, why_not_leaving
from app.sites.rules.posts import (
    Post,
    Term,
    Vacancy,
    expected_soon,
    is_led_by_two,
    leads_warning,
    overlaps,
    vacancies,
    vacancy_words,
    why_not_held,
)
from app.sites.rules.staffing import why_not_cover, why_not_handed_over

TODAY = date(2027, 3, 12)
ADDED = date(2027, 1, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def vacancy(post: Post, terms: list[Term]) -> Vacancy | None:
    return next((one for one in vacancies(terms, ADDED, TODAY) if one.post is post), None)


def test_a_vacancy_counts_its_first_day_as_day_one() -> None:
    held = [Term(Post.SPONSOR, ago(400), ago(34)), Term(Post.STRATEGIC, ago(400), ago(1))]
    found = vacancy(Post.SPONSOR, held)
    assert found == Vacancy(Post.SPONSOR, ago(33), 34, was_held=True)
    assert vacancy_words(found) == "vacant for 34 days"
    assert vacancy_words(vacancy(Post.STRATEGIC, held) or found) == "vacant for 1 day"


def test_the_last_day_in_a_post_is_no_vacancy_and_a_later_start_does_not_fill_it_yet() -> None:
    assert vacancy(Post.DATA, [Term(Post.DATA, ago(9), TODAY)]) is None
    ahead = [Term(Post.DATA, ago(9), ago(3)), Term(Post.DATA, TODAY + timedelta(days=5))]
    found = vacancy(Post.DATA, ahead)
    assert found is not None
    assert (found.since, found.days) == (ago(2), 3)


def test_a_post_never_held_counts_from_the_day_the_site_was_added() -> None:
    found = vacancy(Post.QUALITY, [])
    assert found == Vacancy(Post.QUALITY, ADDED, 71, was_held=False)
    assert vacancy_words(found) == "not filled yet, 71 days since the start"


def test_two_must_lead_and_the_warning_says_who_is_missing() -> None:
    lead, deputy = Term(Post.STRATEGIC, ago(50)), Term(Post.DEPUTY, ago(20))
    both = vacancies([lead, deputy], ADDED, TODAY)
    assert is_led_by_two(both)
    assert leads_warning(both) == ""
    alone = vacancies([lead], ADDED, TODAY)
    assert not is_led_by_two(alone)
    assert leads_warning(alone) == (
        "Only one person leads here: there is a strategic lead and no deputy lead."
    )
    assert leads_warning(vacancies([], ADDED, TODAY)).startswith("Nobody leads here")


def test_who_is_to_leave_within_sixty_days_is_named_soonest_first() -> None:
    def until(days: int) -> Term:
        return Term(Post.DATA, ago(90), expected_until=TODAY + timedelta(days=days))

    late, soon, far, over = until(60), until(5), until(61), until(-3)
    assert expected_soon([late, soon, far, over], TODAY) == [over, soon, late]


def test_terms_of_one_post_overlap_on_a_shared_day_only() -> None:
    kept = Term(Post.DATA, date(2027, 1, 1), date(2027, 2, 1))
    assert overlaps(Term(Post.DATA, date(2027, 2, 1)), [kept])
    assert not overlaps(Term(Post.DATA, date(2027, 2, 2)), [kept])
    assert not overlaps(Term(Post.QUALITY, date(2027, 1, 5)), [kept])


@pytest.mark.parametrize(
    ("days", "expected", "percent", "field"),
    [
        (0, None, 20, None),
        (0, None, 100, None),
        (0, None, 0, "percent"),
        (0, None, 101, "percent"),
        (0, -1, None, "expected_until"),
        (367, None, None, "starts_on"),
    ],
)
def test_a_post_is_held_within_bounds(
    days: int, expected: int | None, percent: int | None, field: str | None
) -> None:
    starts = TODAY + timedelta(days=days)
    until = None if expected is None else starts + timedelta(days=expected)
    found = why_not_held(starts, until, percent, TODAY)
    assert (found[0] if found else None) == field


@pytest.mark.parametrize(
    ("access", "until", "last_day", "field"),
    [
        (None, None, 0, "access"),
        (Access.NOW, None, 0, None),
        (Access.NOW, None, 1, "access"),
        (Access.STAYS, None, 30, None),
        (Access.UNTIL, None, 5, "access_until"),
        (Access.UNTIL, 5, 5, None),
        (Access.UNTIL, 4, 5, "access_until"),
        (Access.UNTIL, -1, -5, "access_until"),
        (Access.UNTIL, 97, 5, None),
        (Access.UNTIL, 98, 5, "access_until"),
    ],
)
def test_access_ends_neither_before_the_last_day_nor_long_after(
    access: Access | None, until: int | None, last_day: int, field: str | None
) -> None:
    on = None if until is None else TODAY + timedelta(days=until)
    found = why_not_access(access, on, TODAY + timedelta(days=last_day), TODAY)
    assert (found[0] if found else None) == field


def test_a_last_day_lies_within_a_year() -> None:
    assert why_not_leaving(TODAY + timedelta(days=366), TODAY) is None
    assert why_not_leaving(TODAY + timedelta(days=367), TODAY) is not None
    assert why_not_leaving(ago(367), TODAY) is not None


def test_the_strategic_leads_successor_takes_everything_but_what_is_chosen_otherwise() -> None:
    chosen = {"post:sponsor": 1, "post:strategic-lead": 2, "rounds": None, "actions:7": 3}
    assert successor(chosen) == 2
    assert successor({"post:sponsor": 1, "post:strategic-lead": None}) == 1
    actions = passed_on(Work.ACTIONS, [Thing(6, "six"), Thing(7, "seven")], chosen)
    assert [(one.thing.id, one.to) for one in actions] == [(6, 2), (7, 3)]
    assert [one.to for one in passed_on(Work.ROUNDS, [Thing(1, "PreISA")], chosen)] == [None]
    assert [one.to for one in passed_on(Work.SEATS, [Thing(1, "Chair")], {})] == [None]


def test_lists_say_who_leaves_that_one_leads_and_how_long_a_lead_is_missing() -> None:
    held = [Term(Post.DEPUTY, ago(9)), Term(Post.STRATEGIC, ago(90), ago(60))]
    words = people_words(vacancies(held, ADDED, TODAY), [("Leon", TODAY), ("Ada", ago(1))], TODAY)
    assert words == (
        "Leon leaves on 12 March 2027: not handed over yet.",
        "Ada left on 11 March 2027: not handed over yet.",
        "Only one person leads here: there is a deputy lead and no strategic lead.",
        "Strategic lead: vacant for 60 days.",
    )


def test_a_cover_is_somebody_else_for_days_that_are_not_over() -> None:
    def fault(absent: int, cover: int, first: int, last: int) -> str | None:
        days = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
        found = why_not_cover(absent, cover, *days, TODAY)
        return found[0] if found else None

    assert fault(1, 2, -3, 0) is None
    assert fault(1, 1, 0, 5) == "cover_id"
    assert fault(1, 2, 5, 4) == "ends_on"
    assert fault(1, 2, -9, -1) == "ends_on"
    assert fault(1, 2, 0, 367) == "ends_on"


def test_a_caseload_changes_hands_today_or_soon_with_a_reason() -> None:
    def fault(sites: int, days: int, note: str) -> str | None:
        found = why_not_handed_over(sites, TODAY + timedelta(days=days), note, TODAY)
        return found[0] if found else None

    assert fault(1, 0, "Leila goes") is None
    assert fault(0, 0, "Leila goes") == "everything"
    assert fault(1, -1, "Leila goes") == "starts_on"
    assert fault(1, 184, "Leila goes") == "starts_on"
    assert fault(1, 0, "  ") == "note"
