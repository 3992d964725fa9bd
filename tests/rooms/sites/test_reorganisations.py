"""Authorities merge, split and follow one another; adoptions go on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from app.core import audit, clock
from app.core.audit import AuditEvent
from app.core.db import reading, session, transaction
from app.sites import queries, service
from app.sites.models import Authority, Reorganisation, SiteAuthority, Succession
from app.sites.queries import Filters
from app.sites.rules import AuthorityType, SuccessionKind
from app.sites.service import AddSite, NotPossible, Refused, Reorganise
from tests.factories.sites import make_adoption, make_authority
from tests.worlds import World

VESTING = date(2027, 4, 1)
EVE = date(2027, 3, 31)


class Register:
    """Alder (adopted as Northmoor), Brack (adopted as Farfield) and Calver."""

    def __init__(self, world: World) -> None:
        self.world = world
        with transaction():
            audit.because("register made", summary="Made for a test.")
            self.alder = make_authority("Alder", code="E06900001").id
            self.brack = make_authority("Brack", code="E06900002").id
            self.calver = make_authority("Calver", code="E06900003").id
            make_adoption(world.home, session().get_one(Authority, self.alder))
            make_adoption(world.foreign, session().get_one(Authority, self.brack))

    def merge(self, **changes: Any) -> Reorganise:
        """Alder and Brack merge into the new Delmere."""
        wanted = Reorganise(
            SuccessionKind.MERGED,
            (self.alder, self.brack),
            (),
            ("Delmere",),
            AuthorityType.UNITARY,
            VESTING,
            "The Delmere Order 2026",
        )
        return replace(wanted, **changes)


@pytest.fixture
def register(world: World) -> Register:
    return Register(world)


def _record(wanted: Reorganise) -> int:
    with transaction():
        return service.reorganise(wanted)


def _names(on: date) -> set[str]:
    with reading():
        return {name for _, name in queries.choices(on)}


def _parts(site_id: int) -> list[tuple[str, date | None, date | None]]:
    with reading() as current:
        rows = current.execute(
            select(Authority.name, SiteAuthority.starts_on, SiteAuthority.ends_on)
            .join(SiteAuthority, SiteAuthority.authority_id == Authority.id)
            .where(SiteAuthority.site_id == site_id)
            .order_by(SiteAuthority.id)
        )
        return [(name, start, end) for name, start, end in rows]


def test_two_adopting_authorities_merge_and_both_adoptions_go_on(register: Register) -> None:
    _record(register.merge())
    started = register.world.home.contract_on
    for site, old in ((register.world.home, "Alder"), (register.world.foreign, "Brack")):
        assert _parts(site.id) == [(old, started, EVE), ("Delmere", VESTING, None)]
    with reading() as current:
        home = current.get_one(type(register.world.home), register.world.home.id)
        assert (home.slug, home.stage) == ("northmoor", register.world.home.stage)
        about_home = current.scalars(
            select(AuditEvent.summary).where(AuditEvent.site_id == home.id)
        ).all()
    assert "Alder merged into Delmere on 1 April 2027; the adoption goes on." in about_home


def test_a_future_vesting_takes_effect_by_date(register: Register) -> None:
    _record(register.merge())
    assert _names(EVE) == {"Alder", "Brack", "Calver"}
    assert _names(VESTING) == {"Calver", "Delmere"}
    with reading():
        listed = [queries.authorities(Filters(), day) for day in (EVE, VESTING)]
        alder = queries.authority(register.alder)
    assert [page.total for page in listed] == [3, 2]
    assert alder is not None
    assert [(code.gss_code, code.valid_to) for code in alder.codes] == [("E06900001", EVE)]


def test_one_authority_splits_into_an_existing_and_a_new_one(register: Register) -> None:
    wanted = register.merge(
        kind=SuccessionKind.SPLIT,
        predecessor_ids=(register.alder,),
        existing_ids=(register.calver,),
        new_names=("Delmere",),
    )
    _record(wanted)
    assert _parts(register.world.home.id) == [
        ("Alder", register.world.home.contract_on, EVE),
        ("Calver", VESTING, None),
        ("Delmere", VESTING, None),
    ]
    with reading():
        calver = queries.authority(register.calver)
    assert calver is not None
    assert [(step.other_name, step.kind) for step in calver.predecessors] == [
        ("Alder", "split into")
    ]


def test_an_authority_is_succeeded_by_a_new_one_of_the_same_name(register: Register) -> None:
    _record(
        register.merge(
            kind=SuccessionKind.SUCCEEDED, predecessor_ids=(register.alder,), new_names=("Alder",)
        )
    )
    assert [name for name, *_ in _parts(register.world.home.id)] == ["Alder", "Alder"]


def test_a_second_reorganisation_carries_the_adoption_further(register: Register) -> None:
    _record(register.merge())
    delmere = {name: number for number, name in _choices(VESTING)}["Delmere"]
    later = date(2028, 4, 1)
    _record(
        register.merge(
            kind=SuccessionKind.SUCCEEDED,
            predecessor_ids=(delmere,),
            new_names=("Elm",),
            on=later,
        )
    )
    assert _parts(register.world.home.id)[1:] == [
        ("Delmere", VESTING, later - timedelta(days=1)),
        ("Elm", later, None),
    ]


def _choices(on: date) -> list[tuple[int, str]]:
    with reading():
        return queries.choices(on)


def test_an_earlier_reorganisation_recorded_later_follows_what_is_known(
    register: Register,
) -> None:
    _record(
        register.merge(
            kind=SuccessionKind.SUCCEEDED,
            predecessor_ids=(register.calver,),
            new_names=("Elm",),
            on=date(2028, 4, 1),
        )
    )
    _record(
        register.merge(
            kind=SuccessionKind.SUCCEEDED,
            predecessor_ids=(register.alder,),
            existing_ids=(register.calver,),
            new_names=(),
        )
    )
    assert _parts(register.world.home.id)[1:] == [
        ("Calver", VESTING, date(2028, 3, 31)),
        ("Elm", date(2028, 4, 1), None),
    ]


def test_an_impossible_reorganisation_writes_nothing(register: Register) -> None:
    with pytest.raises(NotPossible) as refusal:
        _record(register.merge(new_names=("Calver",)))
    assert refusal.value.problems[0][0] == "new"
    assert _names(VESTING) == {"Alder", "Brack", "Calver"}


def test_a_mistaken_reorganisation_is_taken_back_whole(register: Register) -> None:
    number = _record(register.merge())
    with transaction():
        service.undo_reorganisation(number, "Recorded for the wrong councils")
    assert _names(VESTING) == {"Alder", "Brack", "Calver"}
    assert _parts(register.world.home.id) == [("Alder", register.world.home.contract_on, None)]
    with reading() as current:
        alder = queries.authority(register.alder)
        left = [
            current.scalar(select(func.count()).select_from(table))
            for table in (Succession, Reorganisation, Authority)
        ]
    assert left == [0, 0, 3]
    assert alder is not None
    assert [code.valid_to for code in alder.codes] == [None]
    _record(register.merge())  # and it can be recorded rightly


def test_what_others_built_on_keeps_a_reorganisation(register: Register) -> None:
    number = _record(register.merge())
    delmere = {name: number for number, name in _choices(VESTING)}["Delmere"]
    with transaction():
        service.add_site(
            AddSite("Delmere", (delmere,), register.world.lead.id, None, VESTING, VESTING)
        )
    with pytest.raises(Refused, match="adoption has been started"), transaction():
        service.undo_reorganisation(number, "Recorded for the wrong councils")
    with pytest.raises(Refused, match="ten characters"), transaction():
        service.undo_reorganisation(number, "oops")


def test_a_later_reorganisation_must_be_taken_back_first(register: Register) -> None:
    first = _record(register.merge())
    delmere = {name: number for number, name in _choices(VESTING)}["Delmere"]
    second = _record(
        register.merge(
            kind=SuccessionKind.SPLIT,
            predecessor_ids=(delmere,),
            new_names=("East", "West"),
            on=date(2028, 4, 1),
        )
    )
    with pytest.raises(Refused, match="later reorganisation"), transaction():
        service.undo_reorganisation(first, "Recorded for the wrong councils")
    for number in (second, first):
        with transaction():
            service.undo_reorganisation(number, "Recorded for the wrong councils")
    assert _names(VESTING) == {"Alder", "Brack", "Calver"}


def test_a_site_begins_with_those_that_stand_and_with_those_that_will_follow(
    register: Register,
) -> None:
    _record(register.merge())
    today = clock.today()
    with transaction():
        site = service.add_site(
            AddSite("Alder again", (register.alder,), register.world.lead.id, None, today, today)
        )
    assert _parts(site.id) == [("Alder", today, EVE), ("Delmere", VESTING, None)]
    late = AddSite("Too late", (register.alder,), register.world.lead.id, None, VESTING, VESTING)
    with pytest.raises(Refused, match="does not exist on 1 April 2027"), transaction():
        service.add_site(late)


def test_two_people_record_the_same_merger_at_once_and_it_is_recorded_once(
    register: Register,
) -> None:
    def record(_: int) -> str:
        try:
            _record(register.merge())
        except NotPossible as refusal:
            return refusal.problems[0][0]
        return "recorded"

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(record, range(2))) == ["others", "recorded"]
    assert _names(VESTING) == {"Calver", "Delmere"}


def test_what_was_read_before_waiting_does_not_count(register: Register) -> None:
    with transaction() as current:
        early = current.get_one(Authority, register.alder)
        current.execute(
            update(Authority).where(Authority.id == register.alder).values(abolished_on=VESTING),
            execution_options={"synchronize_session": False},
        )
        assert early.abolished_on is None
        with pytest.raises(NotPossible):
            service.reorganise(register.merge())
