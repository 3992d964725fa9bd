"""Lines of a file of arrivals: read whole, or refused with every reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from app.arrivals.rules import Assessment, HeldPost, Known, Line, World, Wrong, read, read_known
from app.journey.rules import Stage
from app.sites.rules.naming import Directory
from app.sites.rules.posts import Post

TODAY = date(2027, 3, 12)
GOOD = {
    "site": "Calverbridge",
    "authorities": "Calverbridge",
    "nspcc lead": "Lena@nspcc.example",
    "contract": "2026-02-01",
    "training": "1/4/2026",
    "stage": "Initial implementation",
}


def score(text: str) -> Decimal:
    if text == "9":
        raise ValueError("use a number from 1 to 5")
    return Decimal(text)


WORLD = World(
    directory=Directory({1: "Calverbridge", 2: "Ambermoor"}, {"calverbridge": 1, "ambermoor": 2}),
    staff={"lena@nspcc.example": 7},
    taken=frozenset({"northmoor"}),
    milestones={"set up the steering group": "steering-group"},
    assessments=[
        Assessment("preisa", "The first assessment", "PreISA", {"preisa a need": "A Need"}, score)
    ],
    today=TODAY,
)


def line(number: int, **cells: str) -> Line:
    return Line(number, GOOD | {name.replace("_", " "): text for name, text in cells.items()})


def reasons(**cells: str) -> tuple[str, ...]:
    found = read([line(2, **cells)], WORLD)
    assert not found.new
    return found.wrong[0].reasons


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("", None),
        ("2027-02-03", Known(date(2027, 2, 3))),
        ("3/2/2027", Known(date(2027, 2, 3))),
        ("2027-02", Known(date(2027, 2, 15), is_month_only=True)),
        ("2/2027", Known(date(2027, 2, 15), is_month_only=True)),
    ],
)
def test_a_date_is_a_day_or_a_month(text: str, known: Known | None) -> None:
    assert read_known(text) == known


NO_DATES = ["2027", "soon", "2027-13", "31/2/2027", "2011-12-31", "1/2/3/4", "9" * 20 + "-01-01"]


@pytest.mark.parametrize("text", [*NO_DATES, "1/1/" + "9" * 20, "9" * 5_000 + "-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_known(text)


def test_a_whole_line_becomes_a_site_with_all_that_was_before() -> None:
    cells = {
        "stage since": "2026-09",
        "sponsor": "Dana  Ruiz",
        "deputy lead": "Ivo Marsh",
        "deputy lead since": "2027-01-04",
        "set up the steering group": "2026-03",
        "preisa day": "20/11/2025",
        "preisa a need": "3.5",
    }
    (one,) = read([Line(2, GOOD | cells)], WORLD).new
    assert (one.name, one.authority_ids) == ("Calverbridge", (1,))
    assert (one.lead_id, one.deputy_id) == (7, None)
    assert (one.contract_on, one.training_on) == (date(2026, 2, 1), date(2026, 4, 1))
    assert (one.stage, one.stage_since) == (Stage.INITIAL, date(2026, 9, 15))
    assert one.posts == (
        HeldPost(Post.SPONSOR, "Dana Ruiz", date(2026, 2, 1)),
        HeldPost(Post.DEPUTY, "Ivo Marsh", date(2027, 1, 4)),
    )
    assert one.done == (("steering-group", Known(date(2026, 3, 15), is_month_only=True)),)
    (past,) = one.results
    assert (past.held, past.sections) == (Known(date(2025, 11, 20)), (("A Need", Decimal("3.5")),))


def test_this_month_counts_as_today_because_its_middle_may_lie_ahead() -> None:
    (one,) = read([Line(2, GOOD | {"set up the steering group": "2027-03"})], WORLD).new
    assert one.done == (("steering-group", Known(TODAY, is_month_only=True)),)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"site": ""}, "Enter a name"),
        ({"site": "Northmoor"}, "There is already a site called Northmoor"),
        ({"authorities": "Nowhere"}, "Nowhere is not in the register"),
        ({"authorities": ""}, "Name at least one authority"),
        ({"nspcc_lead": "who@else.example"}, "“who@else.example” under nspcc lead"),
        ({"nspcc_deputy": "x"}, "“x” under nspcc deputy"),
        ({"contract": ""}, "Enter a date under contract"),
        ({"training": "June"}, "“June” under training is not a date"),
        ({"training": "2026-01-01"}, "The training date must be on or after"),
        ({"stage": "Pilot"}, "Stage “Pilot” is not known: use Exploration"),
        ({"sponsor_since": "2027-01-01"}, "Enter who is sponsor"),
        ({"sponsor": "x" * 101}, "Enter a name of at most 100 characters under sponsor"),
        ({"set_up_the_steering_group": "2027-03-13"}, "must be today or earlier"),
        ({"preisa_a_need": "3"}, "Enter when the PreISA was held"),
        ({"preisa_day": "2025-11"}, "Enter the section scores of the PreISA too"),
        ({"preisa_a_need": "9", "preisa_day": "2025-11"}, "Under preisa a need, use a number"),
    ],
)
def test_what_is_wrong_is_said_in_words(cells: Mapping[str, str], said: str) -> None:
    found = reasons(**cells)
    assert any(said in reason for reason in found), found


def test_every_fault_of_a_line_is_named_at_once() -> None:
    assert len(reasons(stage="?", contract="?", nspcc_lead="?")) == 3


def test_a_site_named_twice_and_a_broken_line_are_wrong() -> None:
    found = read([line(2), line(3), Line(4, GOOD | {"site": "Other"}, "Too many cells")], WORLD)
    assert found.new == ()
    assert [one.line for one in found.wrong] == [2, 3, 4]
    assert found.wrong[2] == Wrong(4, "Other", ("Too many cells",))


def test_two_readings_of_the_same_file_have_one_fingerprint_and_others_another() -> None:
    one, same = read([line(2)], WORLD), read([line(2)], WORLD)
    other = read([line(2, stage="Exploration")], WORLD)
    assert one.fingerprint == same.fingerprint != other.fingerprint
