"""How long questionnaires took: who is counted, and what the NSPCC sees of it."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.assessments import service
from app.assessments.models import Rater, Round
from app.assessments.queries import burden as queries
from app.assessments.rules.burden import Burden
from app.core import audit, clock
from app.core.db import reading, session, transaction
from tests.factories.accounts import make_person
from tests.factories.assessments import make_rater, make_round, make_signed_round, round_ref
from tests.page_client import PageClient
from tests.worlds import World

_numbers = itertools.count(1)


def make_times(slug: str, minutes: list[int], site_id: int) -> list[Person]:
    """So many people who handed in and took these minutes, the first one earliest."""
    round_id = (
        session()
        .scalars(select(Round.id).where(Round.slug == slug, Round.site_id == site_id))
        .one()
    )
    audit.because("times made", summary="For a test.")
    people = [make_person(f"Rater {next(_numbers)}") for _ in minutes]
    start = clock.now() - timedelta(days=1)
    for number, (person, taken) in enumerate(zip(people, minutes, strict=True)):
        at = start + timedelta(seconds=number)
        session().add(
            Rater(
                round_id=round_id, person_id=person.id, role="practice",
                joined_at=at, submitted_at=at, minutes=taken,
            )
        )  # fmt: skip
    session().flush()
    return people


def test_everybody_who_handed_in_is_counted_at_every_site_and_nobody_else(world: World) -> None:
    with transaction():
        here, there = make_round(world.home, world.lead), make_round(world.foreign, world.lead)
        make_times(here, [10, 20, 30], world.home.id)
        withdrawn, _ = make_times(there, [40, 50], world.foreign.id)
        audit.because("rater withdrawn", summary="For a test.")
        row = session().scalars(select(Rater).where(Rater.person_id == withdrawn.id)).one()
        row.withdrawn_at = clock.now()
        make_rater(world.home, here, world.strategic)
        make_round(world.home, world.lead, "isa")
        make_times("isa-1", [300, 300], world.home.id)
    with reading():
        assert queries.burden("preisa") == Burden(people=4)
    with transaction():
        make_times(there, [60], world.foreign.id)
    with reading():
        assert queries.burden("preisa") == Burden(people=5, median=30, p90=60)
        assert queries.burden("isa") == Burden(people=2)
        assert queries.burden("no-such") == Burden()


def test_only_the_newest_count(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "NEWEST", 6)
    with transaction():
        slug = make_round(world.home, world.lead)
        make_times(slug, [600, 600, 600, 10, 11, 12, 13, 14, 15], world.home.id)
    with reading():
        assert queries.burden("preisa") == Burden(people=6, median=13, p90=15)
        (only,) = queries.burden_by_version()
        assert only.burden == Burden(people=6, median=13, p90=15)


def test_what_is_taken_back_counts_again_once_it_is_handed_in(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        first, *_ = make_times(slug, [10, 20, 30, 40, 50], world.home.id)
        service.take_back(round_ref(world.home, slug, first))
    with reading():
        assert queries.burden("preisa") == Burden(people=4)


def test_a_round_signed_off_by_one_who_answered_alone_is_measured(world: World) -> None:
    with transaction():
        make_signed_round(world.home, world.strategic)
    with reading():
        assert queries.burden("preisa") == Burden(people=1)


def test_the_nspcc_sees_times_by_version_and_by_round_and_never_one_persons_own(
    client: PageClient, world: World
) -> None:
    with transaction():
        here, there = make_round(world.home, world.lead), make_round(world.foreign, world.lead)
        make_times(here, [31, 32, 33, 34, 97], world.home.id)
        make_times(there, [47, 48], world.foreign.id)
    page = client.sign_in(world.lead).get("/assessments/burden")
    version, *_ = page.table("by questionnaire")[1:]
    assert version[:4] == ["PreISA, version 1", "7", "34", "97"]
    assert page.table("The newest rounds")[1:] == [
        ["PreISA, round 1", "Northmoor", "5", "33", "97"],
        ["PreISA, round 1", "Farfield", "2", "too few", "too few"],
    ]
    assert "34 for PreISA, version 1" in page.text
    assert "48" not in page.text


def test_the_times_come_as_csv_and_before_anybody_answered_the_page_says_so(
    client: PageClient, world: World
) -> None:
    assert "No times yet" in client.sign_in(world.admin).get("/assessments/burden").text
    with transaction():
        make_times(make_round(world.home, world.lead), [9, 9, 9, 9, 9], world.home.id)
    client.get("/assessments/burden.csv")
    lines = client.response.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0].startswith("Questionnaire,People,")
    assert lines[1].startswith('"PreISA, version 1",5,9,9,')


@pytest.mark.parametrize("role", ["strategic", "contributor", "member"])
def test_nobody_outside_the_nspcc_sees_times(client: PageClient, world: World, role: str) -> None:
    client.sign_in(world.person(role)).get("/assessments/burden", status=403)
    client.get("/assessments/burden.csv", status=403)


def test_many_rounds_take_as_many_statements_as_one(client: PageClient, world: World) -> None:
    with transaction():
        make_times(make_round(world.home, world.lead), [9] * 5, world.home.id)
    client.sign_in(world.lead).get("/assessments/burden")
    one = client.statements
    with transaction():
        for code in ("isa", "selfcheck"):
            make_times(make_round(world.home, world.lead, code), [9] * 5, world.home.id)
        make_times(make_round(world.foreign, world.lead), [9] * 9, world.foreign.id)
    client.get("/assessments/burden")
    client.get("/assessments/burden")
    assert client.statements == one
