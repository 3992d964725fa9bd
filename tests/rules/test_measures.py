"""Rules of use counts and returns: what blocks, what asks, what is refused as children."""

from dataclasses import replace
from datetime import date

import pytest

from app.journey.rules.case_types import CaseType
from app.measures.rules import quarters, use
from app.measures.rules.checking import Earlier, check_figures, uncommented, unusual
from app.measures.rules.child_level import OWN, why_refused
from app.measures.rules.figures import PAGES, ROWS, cells, columns_of
from app.measures.rules.filing import Asked, Line, lines_to_fill, read_lines
from app.measures.rules.quarters import QuarterFacts, ReturnState
from app.measures.rules.use import MonthSaid, NoneBecause
from app.sites.rules.months import quarter_in_words, read_quarter

MAY, TODAY = date(2027, 5, 1), date(2027, 6, 20)
CAN = [date(2027, 4, 1), MAY, date(2027, 6, 1)]
QUARTER = date(2027, 1, 1)
ASKED = Asked(QUARTER, {"E06000001"})
ALONE = Earlier()
SOUND = {
    "ALL": {"ceased_care": 20, "exit_home_planned": 5, "exit_home_unplanned": 2},
    "RPF": {"rpf_cases_started": 6, "rpf_stage2": 4, "rc1_high": 3, "exit_home_planned": 2},
}


def faults_of(said: MonthSaid) -> list[str]:
    return [field for field, _ in use.check_month(MAY, said, CAN, TODAY)]


def test_empty_is_not_nought_and_nought_needs_a_word() -> None:
    assert faults_of(MonthSaid(None)) == ["cases"]
    assert faults_of(MonthSaid(0)) == ["none_because"]
    assert faults_of(MonthSaid(0, none_because="other")) == ["note"]
    assert faults_of(MonthSaid(0, none_because="no-time")) == []
    assert faults_of(MonthSaid(2, none_because="no-time")) == ["none_because"]


def test_types_may_leave_a_rest_and_never_exceed_the_cases() -> None:
    said = MonthSaid(5, {CaseType.CO: 3, CaseType.OUTSIDE: 1, CaseType.ICO: None})
    assert faults_of(said) == []
    assert (said.known, said.outside) == (4, 1)
    assert faults_of(replace(said, cases=3)) == ["cases"]
    assert faults_of(replace(said, types={CaseType.CO: -1})) == ["co"]
    assert use.check_month(date(2027, 7, 1), said, CAN, TODAY)[0][0] == "cases"


def test_what_is_unusual_in_a_month_wants_a_note() -> None:
    assert use.unusual(MonthSaid(4, eligible=3), None)
    assert use.unusual(MonthSaid(12), (date(2027, 4, 1), 1))
    assert not use.unusual(MonthSaid(11), (date(2027, 4, 1), 1))
    assert not use.unusual(MonthSaid(60), (date(2027, 4, 1), 41))
    assert use.check_note(["Odd."], " ")
    assert not use.check_note(["Odd."], "A sibling group")


def test_reach_is_not_said_of_few_children() -> None:
    assert MonthSaid(3, eligible=5).reach is None
    assert MonthSaid(3, eligible=6).reach == 0.5
    assert MonthSaid(9, eligible=6).reach == 1.0


def test_months_are_asked_for_from_the_first_whole_one_after_the_training() -> None:
    assert use.due_months(date(2027, 3, 20), TODAY) == [date(2027, 4, 1), MAY]
    assert use.open_months(date(2027, 4, 20), TODAY) == CAN
    assert use.due_on(date(2026, 12, 1)) == date(2027, 1, 10)
    assert not use.is_final(MAY, date(2027, 5, 31))
    assert use.is_final(MAY, date(2027, 6, 1))


def test_a_return_is_late_from_the_thirty_first_day_after_its_quarter() -> None:
    assert quarters.due_on(QUARTER) == date(2027, 4, 30)
    assert quarters.days_late(QUARTER, date(2027, 4, 30), TODAY) == 0
    assert quarters.days_late(QUARTER, date(2027, 5, 1), TODAY) == 1
    assert quarters.days_late(QUARTER, None, TODAY) == 51
    assert quarters.due_quarters(date(2026, 8, 5), TODAY) == [date(2026, 10, 1), QUARTER]
    assert quarters.open_quarters(date(2026, 8, 5), TODAY)[0] == date(2023, 7, 1)
    assert quarter_in_words(QUARTER) == "January to March 2027"
    assert read_quarter("2027-02") is None


def test_how_far_a_return_is() -> None:
    assert QuarterFacts().state is ReturnState.NOT_BEGUN
    assert QuarterFacts(has_draft=True).state is ReturnState.DRAFT
    assert QuarterFacts(was_sent_back=True, has_draft=True).state is ReturnState.SENT_BACK
    assert QuarterFacts(stands=True, was_sent_back=True).state is ReturnState.SUBMITTED
    assert QuarterFacts(stands=True, is_signed=True).state is ReturnState.SIGNED


def blocked(row: str, earlier: Earlier = ALONE, **changed: int) -> bool:
    """Whether a sound return is blocked once these figures change."""
    figures = {**SOUND, row: {**SOUND.get(row, {}), **changed}}
    return bool(check_figures(figures, earlier))


def test_what_cannot_be_blocks_a_return() -> None:
    assert not check_figures(SOUND, ALONE)
    assert check_figures({}, ALONE)
    assert blocked("ALL", ceased_care=6)
    assert not blocked("ALL", ceased_care=7)
    assert blocked("ALL", started_care=-1)
    assert blocked("ALL", rpf_stage2=1)
    assert blocked("ALL", reentry_n_6=3, reentry_d_6=2)
    assert blocked("ALL", reentry_n_6=3)
    assert not blocked("ALL", reentry_d_6=3)
    assert blocked("RPF", rc1_low=2)
    assert not blocked("RPF", rc1_low=1)
    assert blocked("NON_RPF", exit_home_planned=4)
    assert not blocked("NON_RPF", exit_home_planned=3)


def test_the_parts_of_a_breakdown_add_up_to_the_whole() -> None:
    parts = {f"ALL/AGE/{age}": {"ceased_care": 5} for age in ("0-4", "5-9", "10-15", "16-17")}
    assert not check_figures({**SOUND, **parts}, ALONE)
    assert check_figures({**SOUND, **parts, "ALL/AGE/0-4": {"ceased_care": 4}}, ALONE)
    assert check_figures({**SOUND, **parts, "ALL/AGE/0-4": {"ceased_care": 6}}, ALONE)
    del parts["ALL/AGE/0-4"]  # not known: the others may be fewer than the whole
    assert not check_figures({**SOUND, **parts}, ALONE)


def test_stages_count_since_the_first_return_and_only_ask_where_one_is_missing() -> None:
    before = {"RPF": {"rpf_cases_started": 2, "rpf_stage2": 2}}
    more = {"RPF": {"rpf_cases_started": 1, "rpf_stage2": 2}}
    whole, gap = Earlier(before, (before,), True), Earlier(None, (before,), False)
    assert [fault.column for fault in check_figures(more, whole)] == ["rpf_stage2"]
    assert not check_figures(more, gap)
    assert [ask.key for ask in unusual(more, gap)] == ["since-rpf_stage2"]
    fewer = {"RPF": {"rpf_cases_started": 1, "rpf_stage2": 1}}
    assert not check_figures(fewer, whole)


def test_what_is_unusual_asks_for_a_comment() -> None:
    last = {"ALL": {"started_care": 20, "ceased_care": 20, "p1_started": 4}}
    now = {
        "ALL": {"started_care": 31, "ceased_care": 30, "reentry_d_12": 20, "reentry_n_12": 0},
        "RPF": {"ceased_care": 31},
    }
    asks = unusual(now, Earlier(last, (last,), True))
    assert [one.key for one in asks] == [
        "jump-all-started_care",
        "blank-all-p1_started",
        "more-than-all-ceased_care",
        "no-reentry-12",
    ]
    assert len(uncommented(asks, {asks[0].key: "Two sibling groups", asks[1].key: " "})) == 3
    small = {"ALL": {"started_care": 2}}, {"ALL": {"started_care": 12}}
    assert unusual(small[1], Earlier(small[0], (small[0],), True)) == []  # ten more is no jump


def test_every_figure_stands_on_one_page_and_has_a_column_in_the_file() -> None:
    on_pages = [(row, one.key) for page in PAGES for row in page.rows for one in page.columns]
    assert sorted(on_pages) == sorted(cells())
    assert {column for _, column in cells()} <= set(OWN)
    assert columns_of("ALL/PLANNED/E4A")[0] == "reentry_d_6"


def lines(**changed: str) -> list[Line]:
    """The file of a sound return; `changed` cells of its first line."""
    filled = lines_to_fill(ASKED, SOUND)
    rows = [{one: str(row.get(one, "")) for one in OWN} for row in filled]
    rows[0] |= changed
    return [Line(number, row) for number, row in enumerate(rows, 2)]


def test_a_file_says_what_the_form_says() -> None:
    found = read_lines(lines(source="Case system"), ASKED, ALONE)
    assert not found.wrong
    assert {row: n for row, n in found.figures.items() if n} == SOUND
    assert found.source == "Case system"
    assert len(found.figures) == len(ROWS)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"authority_code": "E06000002"}, "authority_code must be that of your authority"),
        ({"period_type": "Y"}, "period_type must be Q"),
        ({"period_end": "2027-03-30"}, "period_end must be 2027-03-31"),
        ({"group": "SOME"}, "Group is one of"),
        ({"group": "RPF"}, "says the same group"),
        ({"ceased_care": "-4"}, "must be a whole number"),
        ({"ceased_care": "a few"}, "must be a whole number"),
        ({"rpf_stage2": "1"}, "rpf_stage2 is not asked for here"),
        ({"ceased_care": "5"}, "7 went home, and only 5 ceased"),
    ],
)
def test_a_wrong_line_says_what_to_do(changed: dict[str, str], said: str) -> None:
    wrong = read_lines(lines(**changed), ASKED, ALONE).wrong
    assert any(said in reason for one in wrong for reason in one.reasons), wrong


def test_days_and_ages_are_read_as_spreadsheets_write_them() -> None:
    changed = lines(period_start="01/01/2027", period_end="31/03/2027", group="all")
    assert not read_lines(changed, ASKED, ALONE).wrong
    ages = [line.cells["breakdown_value"] for line in changed if line.cells["breakdown"] == "AGE"]
    assert ages[1] == "5 to 9"


def refused(headings: list[str], *rows: dict[str, str]) -> bool:
    return why_refused(headings, rows, lambda text: "Jamie" in text) is not None


def test_children_are_refused_by_headings_cells_texts_and_rows() -> None:
    own = {one: "" for one in OWN}
    apart = [own | {"breakdown_value": str(n)} for n in range(61)]
    assert refused(list(OWN), *apart)  # more rows than a return has, each of another value
    assert not refused(list(OWN), *apart[:60])
    assert refused(["child", "sex", "dob", "upn"])
    assert refused(["CHILD", "DECOM", "RNE", "LS"])
    assert refused([*OWN, "Date of birth"])
    assert refused([*OWN, "case_id"])
    assert refused(list(OWN), {**own, "started_care": "12/03/2015"})
    assert refused(list(OWN), {**own, "started_care": "A123456789012"})
    assert refused(list(OWN), {**own, "started_care": "Jamie Smith"})
    assert refused(list(OWN), {**own, "notes": "Jamie went home"})
    assert refused(list(OWN), *({**own, "group": "ALL"} for _ in range(4)))
    assert not refused(list(OWN), *({**own, "group": one} for one in ("ALL", "RPF", "NON_RPF")))
    assert not refused([*OWN, "authority_name"])
    assert not refused([*OWN, "remarks"], {**own, "started_care": "several"})


def test_every_reason_for_none_has_words() -> None:
    assert all(one.label for one in NoneBecause)
