"""Fidelity, sustainability and sustainment on worked cases, and what must hold of all of them."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.yaml_file import read_yaml
from app.indicators.rules.components import PARTS
from app.indicators.rules.definitions import ALL, COMPONENTS, DEFINITIONS, SIGNALS
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.fidelity import fidelity_of
from app.indicators.rules.known import (
    Active,
    Adapted,
    Around,
    AuditRound,
    ContractTerm,
    Embedded,
    Known,
    Return,
)
from app.indicators.rules.marks import Colour, Component, Ground
from app.indicators.rules.seeing import facts_on
from app.indicators.rules.signals import SIGNS
from app.indicators.rules.sustainability import _sum, parse_weights, sustain
from app.indicators.rules.sustainment import Sustainment, standing_of
from app.indicators.rules.warning import warn
from app.journey.rules import ProgrammeError
from app.sites.rules import Stage, Status
from app.standing.rules import Dates, EventKind, When
from config import ROOT
from tests.factories.indicators import BEGUN, ON, a_site, months

BASE = a_site()
RAW = read_yaml(ROOT / "seeds" / "programme" / "sustainability.v1.yaml")
WEIGHTS = parse_weights(RAW)


def part(known: Known, code: str) -> Component:
    """One component of a site today."""
    return PARTS[code](facts_on(known, ON))


@pytest.mark.parametrize(("days", "colour"), [(60, "g"), (61, "a"), (120, "a"), (121, "r")])
def test_steering_is_coloured_at_its_limits(days: int, colour: str) -> None:
    facts = facts_on(BASE, ON)
    moved = replace(facts, steering=replace(facts.steering, since=ON - timedelta(days=days)))
    assert PARTS["SU8"](moved).mark == colour


@pytest.mark.parametrize(
    ("counts", "colours"),
    [
        ([3] * 12, "gg"),
        ([3, 0, 3, 0, 3, 3, 3, 3, 3, 3, 0, 0], "ga"),
        ([3, 0, 0, 0, 0, 0, 3, 3, 3, 0, 0, 0], "ar"),
        ([3] * 6 + [0] * 6, "ra"),
    ],
)
def test_use_is_coloured_by_recency_and_continuity(counts: list[int], colours: str) -> None:
    known = replace(BASE, months=months({2025: [1] * 12, 2026: counts}))
    facts = facts_on(known, date(2026, 12, 31))
    assert PARTS["SU1"](facts).mark + PARTS["SU2"](facts).mark == colours


def test_trainers_will_do_for_as_long_as_they_stay() -> None:
    facts = facts_on(BASE, ON)
    leaving = replace(facts.training, active=3, needed=2, leavers=2, trainer_months=36.0)
    found = PARTS["SU4"](replace(facts, training=leaving))
    assert (found.value, found.mark) == (12.0, "g")
    few = replace(leaving, trainer_months=23.9)
    assert PARTS["SU4"](replace(facts, training=few)).ground is Ground.NOT_KNOWN


@pytest.mark.parametrize(
    ("days", "colour"), [((0, 89), "g"), ((0, 90), "a"), ((-1, 89), "a"), ((90, 400), "r")]
)
def test_people_count_as_active_in_the_community_for_90_days(
    days: tuple[int, int], colour: str
) -> None:
    active = tuple(Active(ON - timedelta(days=ago), who) for who, ago in enumerate(days))
    assert part(replace(BASE, community=active), "SU17").mark == colour
    one_person = tuple(replace(one, person_id=7) for one in active)
    assert part(replace(BASE, community=one_person), "SU17").mark != "g"


def test_silence_is_measured_against_an_agreed_cadence_while_it_holds() -> None:
    agreed = ((ON - timedelta(days=30), ON + timedelta(days=30), 14),)
    assert facts_on(BASE, ON).contact.cadence == 90
    assert facts_on(replace(BASE, agreed_cadence=agreed), ON).contact.cadence == 14
    over = ((ON - timedelta(days=90), ON - timedelta(days=1), 14),)
    assert facts_on(replace(BASE, agreed_cadence=over), ON).contact.cadence == 90


def test_a_fall_of_ten_points_makes_fidelity_one_step_worse() -> None:
    audits = (AuditRound(ON - timedelta(days=250), 8, 95.0), AuditRound(ON, 8, 84.0))
    assert part(replace(BASE, audits=audits), "SU15").mark == "a"
    assert part(replace(BASE, audits=audits[1:]), "SU15").mark == "g"


@pytest.mark.parametrize(("days", "mark"), [(181, "g"), (180, "a"), (60, "a"), (59, "r")])
def test_the_contract_is_coloured_by_the_days_that_are_left(days: int, mark: str) -> None:
    term = ContractTerm(BEGUN, ON + timedelta(days=days), None)
    assert part(replace(BASE, contracts=(term,)), "SU19").mark == mark


def test_the_index_is_the_weighted_mean_of_what_is_known() -> None:
    """By hand: use 30 green, people 30 amber, the rest not known: (30·100 + 30·50) ÷ 60."""
    components = [
        Component(code, Ground.KNOWN, Colour.GREEN, "", "")
        if code in ("SU1", "SU2")
        else Component(code, Ground.KNOWN, Colour.AMBER, "", "")
        if code in ("SU3", "SU4", "SU5", "SU6", "SU7", "SU9")
        else Component(code, Ground.NOT_KNOWN, None, "", "")
        for code in PARTS
    ]
    found = _sum(components, WEIGHTS)
    assert (found.index, round(found.known), round(found.asked)) == (75.0, 60, 100)
    fewer = [
        replace(one, ground=Ground.NOT_KNOWN, colour=None) if one.code == "SU1" else one
        for one in components
    ]
    assert _sum(fewer, WEIGHTS).index is None  # 45 of 100 points are too few


MARKS = st.sampled_from([*Colour, None])


@given(st.lists(MARKS, min_size=20, max_size=20), st.integers(0, 19))
def test_the_index_stays_in_bounds_and_never_counts_unknown_as_nothing(
    colours: list[Colour | None], place: int
) -> None:
    components = [
        Component(code, Ground.KNOWN if colour else Ground.NOT_KNOWN, colour, "", "")
        for code, colour in zip(PARTS, colours, strict=True)
    ]
    found = _sum(components, WEIGHTS)
    assert found.index is None or 0 <= found.index <= 100
    better = list(components)
    better[place] = replace(better[place], colour=Colour.GREEN, ground=Ground.KNOWN)
    after = _sum(better, WEIGHTS)
    if found.index is not None and after.index is not None:
        assert after.index >= found.index - 1e-9
    lost = list(components)
    lost[place] = replace(lost[place], colour=None, ground=Ground.NOT_KNOWN)
    without = _sum(lost, WEIGHTS)
    if colours[place] is Colour.RED and None not in (found.index, without.index):
        assert (without.index or 0) >= (found.index or 0) - 1e-9  # and not lower


def test_the_weights_of_the_programme_make_a_hundred_or_are_refused() -> None:
    assert sum(WEIGHTS.of(code) for code in PARTS) == pytest.approx(100)
    assert {code for code in PARTS if not WEIGHTS.of(code)} == {"SU11", "SU20"}
    broken = {**RAW, "parts": {**RAW["parts"], "use": {"weight": 31, "components": ["SU1"]}}}
    with pytest.raises(ProgrammeError, match="100"):
        parse_weights(broken)


# fidelity


def test_adherence_and_reach_are_two_numbers() -> None:
    known = replace(
        BASE,
        audits=(AuditRound(ON, 10, 84.0, (("CC1", 71.0),), 3.0),),
        returns=(Return(date(2027, 1, 1), date(2027, 4, 30), date(2027, 4, 20), 40, 6),),
    )
    found = fidelity_of(facts_on(known, ON))
    assert (found.adherence.value, found.adherence.band, found.adherence.n) == (84.0, "High", 10)
    assert (found.reach.value, found.reach.band) == (15.0, "Isolated")  # the pattern of 2018
    assert found.parts == (("CC1", 71.0),)


@pytest.mark.parametrize(("eligible", "value"), [(6, 50.0), (5, None)])
def test_reach_needs_a_cohort_of_six(eligible: int, value: float | None) -> None:
    sent = Return(date(2027, 1, 1), date(2027, 4, 30), date(2027, 4, 20), eligible, 3)
    assert fidelity_of(facts_on(replace(BASE, returns=(sent,)), ON)).reach.value == value


def test_the_balance_counts_only_changes_with_a_view() -> None:
    def change(consistent: bool | None, until: date | None = None) -> Adapted:
        return Adapted("Shorter form", BEGUN, until, BEGUN, consistent)

    listed = (change(True), change(False), change(None), change(False, ON - timedelta(days=1)))
    found = fidelity_of(facts_on(replace(BASE, adaptations=listed), ON)).balance
    assert (found.value, found.n) == (50.0, 2)


# sustainment


def status(known: Known, on: date = ON) -> Sustainment | None:
    """The status on a day."""
    return standing_of(facts_on(known, on)).status


def test_two_years_after_the_first_case_a_site_that_goes_on_is_sustained() -> None:
    assert status(
        replace(BASE, months=months({2025: [2] * 12, 2026: [2] * 12, 2027: [2] * 6}))
    ) is (Sustainment.SUSTAINED)
    young = replace(
        BASE,
        months=months({2026: [2] * 12, 2027: [2] * 6}),
        basics=replace(BASE.basics, stages=((BEGUN, Stage.INITIAL),)),
    )
    assert status(young) is Sustainment.ACTIVE


@pytest.mark.parametrize(
    ("zeros", "expected"),
    [
        (5, Sustainment.SUSTAINED),
        (6, Sustainment.LIMINAL),
        (11, Sustainment.LIMINAL),
        (12, Sustainment.DORMANT),
    ],
)
def test_silence_makes_it_liminal_and_then_dormant(zeros: int, expected: Sustainment) -> None:
    counts: list[int] = ([2] * 36)[: 36 - zeros] + [0] * zeros
    listed = months({2024: counts[:12], 2025: counts[12:24], 2026: counts[24:]})
    held = replace(BASE, months=listed)
    assert status(held, date(2026, 12, 31)) is expected


def test_cases_after_a_year_without_make_it_reintroduced_for_two_years() -> None:
    known = replace(
        BASE,
        months=months(
            {2023: [2] * 12, 2024: [0] * 12, 2025: [0] * 6 + [2] * 6, 2026: [2] * 12, 2027: [2] * 8}
        ),
    )
    calls = tuple(
        replace(BASE.calls[0], on=date(2025, 1, 1) + timedelta(days=60 * n)) for n in range(18)
    )
    known = replace(known, calls=calls, audits=None)
    assert status(known, date(2025, 12, 31)) is Sustainment.REINTRODUCED
    assert status(known, date(2027, 8, 31)) is Sustainment.SUSTAINED


def test_what_is_declared_comes_first() -> None:
    stopped = replace(BASE.basics, statuses=((ON, Status.STOPPED),))
    assert status(replace(BASE, basics=stopped)) is Sustainment.DISCONTINUED
    assert status(replace(BASE, basics=stopped), ON - timedelta(days=1)) is not (
        Sustainment.DISCONTINUED
    )


def test_without_counts_nobody_knows_the_status() -> None:
    assert status(replace(BASE, months=())) is None
    assert status(Known(replace(BASE.basics, stages=()), BASE.cadence)) is Sustainment.NOT_STARTED


# definitions


def test_everything_that_is_computed_is_defined_and_the_other_way_round() -> None:
    assert [one.code for one in SIGNALS] == list(SIGNS)
    assert [one.code for one in COMPONENTS] == list(PARTS)
    assert len(DEFINITIONS) == len(ALL)


def test_every_definition_says_what_people_need_to_know() -> None:
    for one in ALL:
        assert one.question.endswith("?"), one.code
        assert one.formula.endswith("."), one.code
        assert one.not_enough.endswith("."), one.code
        assert one.source, one.code
        assert one.limits_in_words, one.code
        assert "{" not in "".join(one.limits_in_words), one.code


def test_every_reading_says_its_words_and_what_it_rests_on() -> None:
    facts = facts_on(replace(BASE, embedded=(Embedded(ON, 6, BEGUN),)), ON)
    for signal in warn(facts).signals:
        assert signal.words.endswith("."), signal.code
    for one in sustain(facts, WEIGHTS).components:
        assert one.words.endswith("."), one.code
        assert (one.shown != "") is (one.ground is Ground.KNOWN), one.code


def test_nothing_knows_of_contract_type_funding_or_inspection_grade() -> None:
    """No pattern was found in them in 2018, so that nothing can be scored on them."""
    names = _names(Known) | _names(SiteFacts)
    for word in ("fund", "ofsted", "inspection", "price", "licence_type", "kind_of_contract"):
        assert not [name for name in names if word in name]
    inspected = Around(EventKind.INSPECTION, "Inspection", Dates(None, None, When(ON)))
    before, after = facts_on(BASE, ON), facts_on(replace(BASE, around=(inspected,)), ON)
    assert warn(before) == warn(after)
    assert sustain(before, WEIGHTS) == sustain(after, WEIGHTS)


def _names(kind: type, seen: frozenset[type] = frozenset()) -> set[str]:
    """The names of all fields of a dataclass and of those it is made of."""
    if not is_dataclass(kind) or kind in seen:
        return set()
    found = {one.name for one in fields(kind)}
    for hint in get_type_hints(kind).values():
        for inner in (hint, *get_args(hint)):
            if isinstance(inner, type):
                found |= _names(inner, seen | {kind})
    return found
