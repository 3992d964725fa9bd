"""What is left in the library of somebody who was erased."""

from sqlalchemy import select

from app.accounts.models import Person
from app.admin import service as admin
from app.core import db, search
from app.core.files import BY_SUFFIX, Kept
from app.library import queries, service
from app.library.models import ResourceUse
from app.library.rules import Reader
from app.library.service import NewEdition
from app.members import queries as members
from tests.factories import in_app
from tests.factories.library import found, make_resource, reads
from tests.rooms.admin.test_erasing import everywhere
from tests.worlds import World

CALLED = {
    "Plan_Cora_Contributor_v2.docx": "Plan_Former member_v2.docx",
    "2027CoraContributor.docx": "2027Former member.docx",
    "Contributor, Cora - plan.docx": "Former member - plan.docx",
    "cora.contributor+plan.docx": "Former member+plan.docx",
    "coracontributor2.docx": "Former member2.docx",
    "Decoracontributory.docx": "Decoracontributory.docx",
}


def _file(name: str, number: int) -> NewEdition:
    kept = Kept(f"{number:032}.docx", name, BY_SUFFIX["docx"], 2_000, "0" * 64)
    return NewEdition(file=kept, text="By cora-contributor, whom Cora knows.")


def _share(who: Reader, name: str, number: int) -> int:
    credit = "Cora Contributor, Northmoor"
    return make_resource(
        who, title="Cora  Contributor’s plan", credit=credit, new=_file(name, number)
    )


def test_neither_rows_nor_file_names_name_somebody_who_was_erased(world: World) -> None:
    cora, other = reads(world.contributor), reads(world.lead)
    with in_app(), db.transaction():
        numbers = [
            _share(other if place % 2 else Reader(cora.person_id, frozenset(), True), name, place)
            for place, name in enumerate(CALLED)
        ]
        waits = make_resource(cora, world.home, "The agreement of CORA CONTRIBUTOR")
        newest = found(numbers[1]).newest
        assert newest is not None
        service.take(newest.id, cora.person_id)
        assert search.subject_ids("coracontributor2", "resource")[0] == (numbers[4],)
    with in_app(), db.transaction():
        admin.erase(world.admin.id, cora.person_id, "She asked us to")
        db.session().expire_all()
        now = [found(number) for number in numbers]
        assert [one.editions[0].file_name for one in now] == list(CALLED.values())
        assert {one.title for one in now} == {"Former member’s plan"}
        assert {one.credit for one in now} == {"Former member, Northmoor"}
        assert {one.editions[0].text for one in now} == {"By Former member, whom Cora knows."}
        assert found(waits).title == "The agreement of Former member"
        assert members.bylines([cora.person_id])[cora.person_id].name == "Former member"
        assert search.subject_ids("coracontributor2", "resource")[0] == ()
        # who took what is a number, of nobody any more; the count stays right
        assert queries.uses(numbers[1]).people == 1
        assert db.session().scalars(select(ResourceUse.person_id)).all() == [cora.person_id]
        assert db.session().get_one(Person, cora.person_id).name == "Former member"
    parts = ("cora_contributor", "cora.contributor", "cora-contributor", "contributor, cora")
    assert everywhere("cora contributor", "2027cora", "coracontributor2", *parts) == []
