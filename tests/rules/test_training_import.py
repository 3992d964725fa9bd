"""A register file: what each line does, or every reason why it cannot be used."""

from datetime import date

import pytest

from app.training.rules.importing import COLUMNS, Comparison, Known, Line, compare, read_date
from app.training.rules.register import NewEntry

TODAY = date(2027, 6, 1)
TEAMS = {"Duty team": 1, "Care team": 2}
SINCE, TRAINED = date(2026, 1, 5), date(2026, 5, 4)
ASHA = Known(7, NewEntry("Asha Able", 1, "practitioner", SINCE, None), frozenset({TRAINED}))


def line(number: int = 2, /, problem: str = "", **given: str) -> Line:
    cells = dict.fromkeys(COLUMNS, "") | {
        "name": "Asha Able",
        "team": "Duty team",
        "role": "practitioner",
        "started": "2026-01-05",
        "trained": "2026-05-04",
    }
    return Line(number, cells | given, problem)


def compared(*lines: Line, known: tuple[Known, ...] = (ASHA,)) -> Comparison:
    return compare(lines, TEAMS, known, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("2027-03-27", date(2027, 3, 27)),
        ("27/3/2027", date(2027, 3, 27)),
        ("03/04/2027", date(2027, 4, 3)),  # British: the day comes first
    ],
)
def test_a_day_is_read_in_two_ways(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


NO_DAYS = ["soon", "27/13/2027", "1/2", "1/2/27", "0001-01-01", "//", "1/1/" + "9" * 20]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the text comes from Python's own parser
        read_date(text)


def test_what_the_register_says_already_changes_nothing() -> None:
    found = compared(line(name="asha  ABLE".title()))
    assert (found.unchanged, found.does_something, found.wrong) == (1, False, ())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"role": "Managers"}, "role"),
        ({"left": "2027-05-31"}, "last day"),
        ({"started": ""}, "first day"),
        ({"trained": "2027-05-31"}, "training"),
        ({"trained": ""}, ""),
        ({"role": "manager", "left": "31/5/2027"}, "role, last day"),
    ],
)
def test_a_line_says_what_it_changes(given: dict[str, str], words: str) -> None:
    found = compared(line(**given))
    assert [(one.id, one.words) for one in found.changed] == ([(7, words)] if words else [])


def test_the_same_name_in_another_team_is_somebody_new() -> None:
    (new,) = compared(line(team="care TEAM")).new
    assert (new.id, new.team, new.entry.team_id, new.trained_on) == (None, "Care team", 2, TRAINED)


def test_who_is_there_goes_before_who_left_under_the_same_name() -> None:
    gone = Known(9, NewEntry("Asha Able", 1, "manager", None, SINCE), frozenset())
    assert compared(line(), known=(ASHA, gone)).unchanged == 1
    assert compared(line(), known=(gone, ASHA)).unchanged == 1


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"name": " "}, "Enter the person’s name"),
        ({"team": "Far team"}, "There is no team “Far team”"),
        ({"role": "cook"}, "Role “cook” is not known"),
        ({"started": "soon"}, "“soon” under started is not a day"),
        ({"left": "2025-01-01"}, "must not be before the first day"),
        ({"trained": "2027-06-02"}, "must be today or earlier"),
        ({"problem": "The line has 5 cells"}, "The line has 5 cells"),
    ],
)
def test_a_wrong_line_says_why(given: dict[str, str], reason: str) -> None:
    (wrong,) = compared(line(**given)).wrong
    assert reason in " ".join(wrong.reasons)


def test_all_that_is_wrong_with_a_line_is_said_at_once() -> None:
    (wrong,) = compared(line(name="", team="", role="", started="x")).wrong
    assert len(wrong.reasons) == 4


def test_a_person_named_twice_is_wrong_on_both_lines() -> None:
    found = compared(line(2), line(3, name="ASHA ABLE"), line(4, team="Care team"))
    assert [one.line for one in found.wrong] == [2, 3]
    assert [one.line for one in found.new] == [4]


def test_the_fingerprint_changes_with_what_would_be_written() -> None:
    same = compared(line(role="manager")).fingerprint
    assert same == compared(line(role="manager")).fingerprint
    assert same != compared(line(role="manager"), known=()).fingerprint
    assert same != compared(line()).fingerprint
