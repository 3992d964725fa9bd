"""Lines of a register, plans of reorganisations, addresses of sites: plain values in and out."""

from datetime import date
from typing import Any

import pytest

from app.sites.queries.register import lines_of
from app.sites.rules import SuccessionKind
from app.sites.rules.adoptions import slug_of, why_not_days
from app.sites.rules.naming import Directory
from app.sites.rules.register import Comparison, Registered, compare
from app.sites.rules.register_lines import Entry
from app.sites.rules.succession import Plan, Standing, Trace, why_not, why_not_undone
from tests.rooms.sites import registers

TODAY = date(2026, 11, 22)
LINE = "E08900003,Calverbridge,Metropolitan Borough of Calverbridge,England,North West,"


def _compare(text: str, register: list[Registered] | None = None) -> Comparison:
    lines, population = lines_of(text)
    return compare(lines, register or [], population=population, today=TODAY)


def _as_register(comparison: Comparison) -> list[Registered]:
    return [
        Registered(number, new.entry, (new.entry.gss_code,), None)
        for number, new in enumerate(comparison.new, 1)
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("E08900003", "E07900003", 4, "six digits"),
        ("E08900003", "E0890000", 4, "six digits"),
        ("E08900003", "", 4, "six digits"),
        ("E08900003", "E06900002", 4, "already on line 3"),
        ("Calverbridge,M", "brackmouth,M", 4, "already on line 3"),
        ("Calverbridge,M", ",M", 4, "Name is missing"),
        ("Metropolitan Borough of Calverbridge", "", 4, "Official name is missing"),
        ("Calverbridge,M", "x" * 201 + ",M", 4, "longer than 200"),
        ("Calverbridge,M", "Calver\x07bridge,M", 4, "invisible"),
        (LINE, LINE.replace("England", "Narnia"), 4, "“Narnia” is not known"),
        (LINE, LINE.replace("England", "Wales"), 4, "belongs to England"),
        (LINE, LINE.replace("North West", "North Wst"), 4, "“North Wst” is not known"),
        ("Metropolitan district,318000", "Borough,318000", 4, "“Borough” is not known"),
        ("318000", "many", 4, "not a whole number"),
        ("318000", "31.8", 4, "not a whole number"),
        ("318000", "-5", 4, "not a whole number"),
        ("318000", "0", 4, "between 1 and"),
        ("318000", "99999999999", 4, "between 1 and"),
        ("53.61,-2.31", "north,-2.31", 4, "“north” is not a number"),
        ("53.61,-2.31", "nan,-2.31", 4, "between 49 and 61.5"),
        ("53.61,-2.31", "-2.31,53.61", 4, "between 49 and 61.5"),
        ("53.61,-2.31", "53.61,12", 4, "between -9 and 2.5"),
        ("53.61,-2.31", "53.61", 4, "quotation marks"),
    ],
)
def test_a_wrong_line_is_named_with_the_reason(old: str, new: str, line: int, words: str) -> None:
    comparison = _compare(registers.edited(old, new))
    assert [wrong.line for wrong in comparison.wrong] == [line]
    assert any(words in reason for reason in comparison.wrong[0].reasons)
    assert not comparison.does_something


def test_every_reason_of_a_line_is_given_at_once() -> None:
    wrong = _compare(registers.edited(LINE, "X,,,Mars,Phobos,")).wrong[0]
    assert len(wrong.reasons) == 4


def test_the_fictional_register_is_new_once_and_unchanged_after() -> None:
    first = _compare(registers.text())
    assert (len(first.new), first.wrong, first.changed) == (12, (), ())
    assert first.new[6].entry.population is None
    again = _compare(registers.text(), _as_register(first))
    assert (again.new, again.changed, again.unchanged, again.missing) == ((), (), 12, ())


def test_changed_fields_are_named_with_old_and_new() -> None:
    register = _as_register(_compare(registers.text()))
    comparison = _compare(registers.edited("241300", "245000"), register)
    assert [
        (one.line, change.field, change.old, change.new)
        for one in comparison.changed
        for change in one.changes
    ] == [(3, "population", 241300, 245000)]
    assert comparison.unchanged == 11


def test_an_authority_whose_code_changed_is_found_by_its_name() -> None:
    register = _as_register(_compare(registers.text()))
    comparison = _compare(registers.edited("E06900002", "E06900099"), register)
    assert not comparison.new
    assert [change.field for change in comparison.changed[0].changes] == ["gss_code"]


def test_two_lines_of_one_authority_are_refused() -> None:
    register = _as_register(_compare(registers.text()))
    two_codes = [
        Registered(one.id, one.entry, (*one.codes, "E06900098"), None) for one in register[1:2]
    ]
    text = registers.text() + registers.text().splitlines()[2].replace(
        "E06900002,Brackmouth", "E06900098,Brackmouth Harbour"
    )
    assert "same authority as line 3" in _compare(text, two_codes).wrong[0].reasons[0]


def test_what_is_not_in_the_file_is_reported_and_what_was_abolished_is_left() -> None:
    register = _as_register(_compare(registers.text()))
    gone = [Registered(one.id, one.entry, one.codes, TODAY) for one in register[:1]]
    short = "\n".join(registers.text().splitlines()[:3]).replace("612400", "1")
    comparison = _compare(short, gone + register[1:])
    assert comparison.abolished == ("Alderfordshire",)
    assert len(comparison.missing) == 10
    assert not comparison.does_something


def test_the_fingerprint_changes_with_what_would_be_done() -> None:
    register = _as_register(_compare(registers.text()))
    one, other = (
        _compare(registers.edited("241300", number), register).fingerprint
        for number in ("245000", "245001")
    )
    assert one != other


def _plan(kind: SuccessionKind, **given: Any) -> Plan:
    values: dict[str, Any] = {
        "predecessors": (Standing(1, "A"), Standing(2, "B")),
        "existing": (),
        "new_names": ("C",),
        "on": date(2027, 4, 1),
        "reason": "The Order of 2026",
    }
    return Plan(kind, **{**values, **given})


MERGED, SPLIT, SUCCEEDED = SuccessionKind.MERGED, SuccessionKind.SPLIT, SuccessionKind.SUCCEEDED


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (_plan(MERGED, predecessors=(Standing(1, "A"),)), "others"),
        (_plan(MERGED, new_names=("C", "D")), "existing"),
        (_plan(SPLIT, predecessors=(Standing(1, "A"),)), "existing"),
        (_plan(SUCCEEDED, new_names=()), "existing"),
        (_plan(MERGED, new_names=("Taken",)), "new"),
        (_plan(SPLIT, new_names=("C", "c")), "new"),
        (_plan(MERGED, new_names=(), existing=(Standing(1, "A"),)), "existing"),
        (
            _plan(MERGED, new_names=(), existing=(Standing(9, "Z", None, date(2027, 4, 1)),)),
            "existing",
        ),
        (
            _plan(MERGED, new_names=(), existing=(Standing(9, "Z", date(2027, 4, 2)),)),
            "existing",
        ),
        (
            _plan(MERGED, predecessors=(Standing(1, "A"), Standing(2, "B", None, TODAY))),
            "others",
        ),
        (_plan(MERGED, predecessors=(Standing(1, "A"), Standing(2, "B", date(2027, 4, 1)))), "on"),
        (
            _plan(
                MERGED,
                predecessors=(
                    Standing(1, "A"),
                    Standing(2, "B", adoptions=(("Site", date(2027, 4, 1)),)),
                ),
            ),
            "on",
        ),
        (_plan(MERGED, on=date(1970, 1, 1)), "on"),
        (_plan(MERGED, on=date(2040, 1, 1)), "on"),
        (_plan(MERGED, reason=" short "), "reason"),
    ],
)
def test_an_impossible_reorganisation_is_refused_beside_its_field(plan: Plan, field: str) -> None:
    assert [where for where, _ in why_not(plan, {"taken"}, TODAY)] == [field]


def test_possible_reorganisations_meet_no_obstacle() -> None:
    one = (Standing(1, "A"),)
    assert why_not(_plan(MERGED), {"a", "b"}, TODAY) == []
    assert why_not(_plan(SPLIT, predecessors=one, new_names=("C", "D")), {"a"}, TODAY) == []
    assert why_not(_plan(SUCCEEDED, predecessors=one, new_names=("A",)), {"a"}, TODAY) == []


@pytest.mark.parametrize(
    "trace",
    [
        Trace(later_successions=1),
        Trace(codes_of_new=1),
        Trace(adoptions_of_new=1),
        Trace(adoptions_changed_since=1),
    ],
)
def test_whatever_depends_on_a_reorganisation_keeps_it(trace: Trace) -> None:
    assert why_not_undone(trace)
    assert why_not_undone(Trace()) is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Northmoor and Leas", "northmoor-and-leas"),
        ("Ynys Môn", "ynys-mon"),
        ("King's Cross", "kings-cross"),
        ("new", "new-site"),
        ("東京", "site"),
        ("Taken", "taken-3"),
        ("../..//x", "x"),
    ],
)
def test_a_site_gets_a_plain_unique_address(name: str, slug: str) -> None:
    assert slug_of(name, {"taken", "taken-2"}) == slug


def test_contract_and_training_days_must_make_sense() -> None:
    good = date(2026, 9, 1)
    assert why_not_days(good, good, TODAY) is None
    assert [
        (why_not_days(contract, training, TODAY) or ("", ""))[0]
        for contract, training in (
            (date(2001, 1, 1), good),
            (date(2033, 1, 1), date(2033, 1, 1)),
            (good, date(2026, 8, 31)),
            (good, date(2050, 1, 1)),
        )
    ] == ["contract_on", "contract_on", "training_on", "training_on"]


def test_authorities_named_by_people_are_found_or_explained() -> None:
    directory = Directory({1: "A", 2: "B"}, {"a": 1, "e06900001": 1, "b": 2, "both": None})
    found, lost = directory.find(" A \n\nE06900001\nb\nBoth\nNobody")
    assert found == [1, 2]
    assert ["several" in lost[0], "spelling" in lost[1]] == [True, True]


def test_an_entry_knows_nothing_but_its_line() -> None:
    entry = _compare(registers.text()).new[7].entry
    assert entry == Entry(
        "W06900008",
        "Llanfair Môr",
        "Cyngor Llanfair Môr",
        "Wales",
        "Wales",
        "Welsh unitary authority",
        98750,
        52.4,
        -4.02,
    )
