"""The sentences that read the charts of dashboards, case by case."""

from collections.abc import Sequence
from datetime import date

import pytest

from app.core.statistics.runs import runs
from app.dashboards import reading, reading_site
from app.dashboards.queries.one_site import Quarter, Share, Step
from app.dashboards.queries.portfolio import BandCount, Bands, MonthOfUse, Reached, Recency
from app.dashboards.rules.asking import Wish
from app.dashboards.rules.saving import MOST, why_not_kept
from app.indicators.rules.known import AuditRound
from app.indicators.rules.marks import Colour, Component, Ground
from app.indicators.rules.sustainability import Sustainability
from app.journey.rules import TimeBand
from app.sites.rules import Stage, Status
from app.training.rules.coverage import Extent

TODAY = date(2027, 3, 12)
ONE, THREE = Stage.EXPLORATION, Stage.INITIAL


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ({}, "No site fits."),
        (
            {(ONE, Status.ACTIVE): 1},
            "Of 1 site, most are in Exploration (1); 0 have reached Full implementation or later."
            " All are active.",
        ),
        (
            {
                (ONE, Status.ACTIVE): 3,
                (THREE, Status.PAUSED): 4,
                (Stage.SUSTAINABILITY, Status.ACTIVE): 1,
                (Stage.FULL, Status.STOPPED): 1,
            },
            "Of 9 sites, most are in Initial implementation (4); 2 have reached Full implementation"
            " or later. 4 are paused and 1 is stopped.",
        ),
    ],
)
def test_stages(stages: dict[tuple[Stage, Status], int], said: str) -> None:
    assert reading.funnel_sentence(stages) == said


def test_milestones_by_band_name_the_band_where_most_is_late() -> None:
    early, late = BandCount(3, 3, 0), BandCount(1, 8, 2)
    rows = {"Northmoor": {TimeBand.PRE_CONTRACT: early, TimeBand.MONTHS_6_12: late}}
    assert reading.bands_sentence(Bands(rows, True)) == (
        "4 of 11 milestones are done, and 2 are past their date: 2 of them in the band"
        " “6 to 12 months”."
    )
    rows = {"Northmoor": {TimeBand.PRE_CONTRACT: early}}
    assert reading.bands_sentence(Bands(rows, True)) == (
        "3 of 3 milestones are done, and none is past its date."
    )
    assert "No milestone is planned" in reading.bands_sentence(Bands({}, True))


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (
            ((0, 0),) * 6,
            "No active site here is worked out yet, so nobody is known to wait for a call.",
        ),
        (
            ((4, 0), (3, 1), (0, 2), (0, 0), (0, 1), (1, 0)),
            "8 of 12 active sites were called in the last 30 days; 4 wait longer than their rhythm"
            " allows; 1 was never called.",
        ),
        (
            ((1, 0), (0, 0), (0, 1), (0, 0), (0, 0), (0, 0)),
            "1 of 2 active sites was called in the last 30 days; 1 waits longer than its rhythm"
            " allows.",
        ),
    ],
)
def test_contact(groups: tuple[tuple[int, int], ...], said: str) -> None:
    assert reading.recency_sentence(Recency(groups)) == said


@pytest.mark.parametrize(
    ("practitioners", "managers", "said"),
    [
        (
            Reached(),
            Reached(),
            "No active site here is worked out yet, so nobody is known to wait for training.",
        ),
        (
            Reached({Extent.UNKNOWN: 4}),
            Reached({Extent.UNKNOWN: 4}),
            "No active site here has said yet how many are to be trained.",
        ),
        (
            Reached(dict(zip(Extent, (5, 2, 2, 3), strict=True))),
            Reached(dict(zip(Extent, (6, 1, 2, 3), strict=True))),
            "At 5 of 12 active sites 80% or more of the practitioners who are to be trained are"
            " trained and in post, and at 6 as many of the managers; at 2 it is fewer than half of"
            " the practitioners. 3 sites have not said yet how many are to be trained.",
        ),
    ],
)
def test_coverage(practitioners: Reached, managers: Reached, said: str) -> None:
    assert reading.coverage_sentence(practitioners, managers) == said


def test_use_holds_three_months_against_the_three_before_across_a_year() -> None:
    months = [MonthOfUse(date(2026, n, 1), n, 3) for n in range(8, 13)]
    months.append(MonthOfUse(date(2027, 1, 1), 1, 2))
    assert reading.use_sentence(months, date(2027, 1, 1), 4) == (
        "24 cases began in the three months up to January 2027, against 27 in the three before;"
        " 2 of 4 active sites entered January 2027."
    )
    assert "against 24" in reading.use_sentence(months, date(2027, 4, 1), 0)
    assert reading.use_sentence([], date(2027, 1, 1), 4).startswith("No site has entered")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([], "Not enough data: no milestone is planned yet."),
        (
            [Step(date(2027, 1, 1), date(2027, 2, 1), False), Step(date(2027, 9, 1), None, False)],
            "1 of 2 milestones is done on 12 March 2027; the first plan had 1 by now. Nothing is"
            " past its date.",
        ),
        (
            [Step(date(2027, 1, 1), None, True), Step(date(2027, 2, 1), None, True)],
            "0 of 2 milestones are done on 12 March 2027; the first plan had 2 by now, and 2 are"
            " past the date agreed since.",
        ),
    ],
)
def test_on_track(steps: Sequence[Step], said: str) -> None:
    assert reading_site.track_sentence(steps, TODAY) == said


def test_used_well() -> None:
    names = {"CC1": "Chronology", "CC2": "Risk"}
    few = AuditRound(date(2026, 6, 1), 4, None)
    old = AuditRound(date(2026, 9, 1), 6, 61.9, (("CC1", 90.0),))
    new = AuditRound(date(2027, 1, 9), 8, 74.6, (("CC1", 62.5), ("CC2", 40.0)))
    assert reading_site.well_sentence([], names).startswith("Not enough data: no round")
    assert "five audited files" in reading_site.well_sentence([few], names)
    assert reading_site.well_sentence([few, old, new], names) == (
        "In the round closed on 9 January 2027 the middle one of 8 audited files reached 74%, after"
        " 61% in the round before. Weakest: “Risk” (40%) and “Chronology” (62%)."
    )
    assert reading_site.well_sentence([old], names).endswith("that was judged reached 80%.")


def test_used_enough_says_what_chance_explains_and_what_was_not_entered() -> None:
    def said(*numbers: int, missing: int = 0) -> str:
        cases = [(date(2026 + n // 12, n % 12 + 1, 1), one) for n, one in enumerate(numbers)]
        return reading_site.enough_sentence(cases, runs(list(numbers)), missing)

    assert said().startswith("Not enough data")
    assert said(3, missing=2) == (
        "3 cases began in the last month entered, up to January 2026; in the middle month 3."
        " These are too few months to tell a change from chance."
        " 2 months were not entered."
    )
    assert "what chance explains" in said(1, 5, 1, 5, 1, 5, 1, 5, 1, 5, 1, 5)
    falling = said(*[6] * 8, *[1] * 8)
    assert "8 months in a row were below the middle: more than chance explains" in falling
    assert "less often than chance explains" in said(*[6] * 5, *[1] * 5)


def test_kept() -> None:
    def one(code: str, ground: Ground, colour: Colour | None) -> Component:
        return Component(code, ground, colour, "", "")

    parts = (
        one("SU1", Ground.KNOWN, Colour.GREEN),
        one("SU2", Ground.KNOWN, Colour.RED),
        one("SU3", Ground.NOT_KNOWN, None),
        one("SU4", Ground.NOT_YET, None),
    )
    assert reading_site.kept_sentence(None).startswith("Not enough data")
    known = reading_site.kept_sentence(Sustainability(parts, 62.9, 80, 100, 1))
    assert known == (
        "The sustainability index is 62 of 100. 1 of 3 components asked for by now is strong,"
        " 1 is weak and 1 is not known."
    )
    unknown = reading_site.kept_sentence(Sustainability(parts, None, 10, 100, 1))
    assert unknown.startswith("Not enough data for an index yet. 1 of 3")


def test_helping_gives_no_percentage_below_six_returns_and_claims_no_effect() -> None:
    def said(everybody: Share, framework: Share) -> str:
        return reading_site.helping_sentence([Quarter(date(2026, 10, 1), everybody, framework)])

    assert reading_site.helping_sentence([]).startswith("Not enough data")
    assert "fewer than 6 returns home" in said(Share(5, 1), Share(2, 0))
    assert said(Share(24, 6), Share(5, 1)) == (
        "Of 24 returns home of all children, 6 (25%) ended in care again within 12 months, in the"
        " year up to December 2026. The groups differ, so this is no proof of an effect."
    )
    assert "9 returns home with the framework, 1 (11%)" in said(Share(24, 6), Share(9, 1))


def test_an_address_is_understood_as_far_as_it_can_be() -> None:
    asked = {"whose": "everybody", "stage": "full-implementation", "nation": "Wales", "page": "3"}
    wish = Wish.read({**asked, "level": "acute", "lead": "x", "region": " North "})
    assert wish.query() == {**asked, "level": "acute", "region": "North"}
    assert wish.without("stage").keys() == {"whose", "nation", "level", "region"}
    assert Wish.read({"stage": "odd", "level": "odd", "page": "-1"}).query() == {"whose": "mine"}


@pytest.mark.parametrize(
    ("name", "others", "is_new", "fault"),
    [
        ("North", ["South"], True, None),
        (" ", [], True, "Enter a name"),
        ("n" * 61, [], True, "at most 60"),
        ("north ", ["North"], False, "already"),
        ("North", [str(n) for n in range(MOST)], True, "Delete one first"),
        ("North", [str(n) for n in range(MOST)], False, None),
    ],
)
def test_a_view_has_a_name_of_its_own(
    name: str, others: list[str], is_new: bool, fault: str | None
) -> None:
    found = why_not_kept(name, others, is_new=is_new)
    assert found is None if fault is None else fault in str(found)
