"""Profiles and their consents, the directory, bylines."""

from typing import Any

import pytest
from sqlalchemy import select

from app.core import db
from app.core.audit import AuditChange, AuditEvent
from app.core.db import reading, transaction
from app.core.refusals import Refused
from app.members import queries, service
from app.members.queries import Sought
from app.members.rules.profiles import Wishes
from app.notices.models import Notice
from tests.factories import in_app
from tests.factories.members import make_profile
from tests.page_client import PageClient
from tests.worlds import World

NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def byline(world: World, role: str) -> str:
    with reading():
        return queries.bylines([world.person(role).id])[world.person(role).id].about


def found(**sought: str) -> list[str]:
    with reading():
        return [one.name for one in queries.directory(Sought(**sought), 1).rows]


def test_nothing_is_shown_that_was_not_ticked(world: World) -> None:
    assert byline(world, "strategic") == ""
    assert byline(world, "lead") == "NSPCC"
    make_profile(world.strategic, role="strategic", region="London", shown=frozenset())
    assert byline(world, "strategic") == ""
    make_profile(world.strategic, seen=1, role="strategic", shown=frozenset({"role"}))
    assert byline(world, "strategic") == "Strategic lead"
    shown = frozenset({"role", "place"})
    make_profile(world.strategic, seen=2, role_words="Head of service", shown=shown)
    assert byline(world, "strategic") == "Head of service, Northmoor"


def test_filters_do_not_betray_what_is_not_shown(world: World) -> None:
    said: dict[str, Any] = {"role": "manager", "region": "London"}
    said["interests"] = frozenset({"courts"})
    make_profile(world.contributor, **said, role_words="Practice champion", shown=frozenset())
    make_profile(world.member, **said, trainer_shown=True)
    narrowed = [
        {"role": "manager"},
        {"region": "London"},
        {"interest": "courts"},
        {"trainer": "yes"},
    ]
    assert [found(**one) for one in narrowed] == [["Mo Member"]] * 4
    assert found(q="champion") == []
    assert found(q="cora") == ["Cora Contributor"]
    assert found(role="NSPCC") == ["Ada Admin", "Lena Lead", "Olu Otherlead"]
    assert "Stella Strategic" not in found()


def test_only_who_is_listed_can_be_named_and_who_has_left_is_former(world: World) -> None:
    handle = f"@mo-member-{world.member.id}"
    with reading():
        assert queries.find("mo") == ()
        assert queries.handles([handle]) == {}
    make_profile(world.member)
    with reading():
        assert [one.handle for one in queries.find("MEMB")] == [handle]
        assert queries.handles([handle])[handle].person_id == world.member.id
        assert queries.handles([f"@no-member-{world.member.id}"]) == {}
    with db.side_transaction() as session:
        from app.accounts.models import Person
        from app.core import audit, clock

        audit.because("left", summary="Left.")
        session.get_one(Person, world.member.id).deactivated_at = clock.now()
    with reading():
        assert queries.find("memb") == ()
        former = queries.bylines([world.member.id])[world.member.id]
    assert (former.name, former.about, former.handle) == ("Former member", "", "")


def test_a_profile_is_kept_field_by_field_and_harmless(client: PageClient, world: World) -> None:
    client.sign_in(world.member)
    form = client.get("/community/profile").form("Save")
    client.submit(
        form,
        role="manager",
        role_words=NASTY,
        place=NASTY,
        languages=NASTY,
        about=NASTY,
        region="Wales",
        interests=["courts"],
        is_listed="y",
        role_shown="y",
        place_shown="y",
        languages_shown="y",
        about_shown="y",
    )
    page = client.follow()
    assert page.form("Save").fields["about"] == [NASTY]
    for path in ("/community/members", f"/community/members/{world.member.id}"):
        page = client.get(path)
        assert "<script>alert" not in page.body
        assert "<img" not in page.body
    assert NASTY in page.text
    assert "Wales" not in page.text
    with reading() as session:
        changes = session.scalars(
            select(AuditChange.changes).where(AuditChange.table_name == "community_profiles")
        ).one()
    assert changes["about"] == "withheld"


def test_two_windows_and_what_is_refused_lose_nothing(client: PageClient, world: World) -> None:
    client.sign_in(world.member)
    form = client.get("/community/profile").form("Save")
    make_profile(world.member, region="London")
    page = client.submit(form, 400, region="Wales")
    assert "You saved your profile in another window" in page.text
    assert page.form("Save").fields["region"] == ["Wales"]
    page = client.submit(page.form("Save"), 400, role_words="NSPCC lead", takes_messages="y")
    assert "only its staff are shown as the NSPCC" in page.text
    assert "let others find you" in page.text
    assert page.form("Save").fields["role_words"] == ["NSPCC lead"]
    # what is refused keeps the version it was filled in over, so that nothing newer is overwritten
    stale = page.form("Save")
    make_profile(world.member, seen=1, region="London", about="Newer words")
    page = client.submit(stale, 400, role_words="NSPCC lead")
    page = client.submit(page.form("Save"), 400, role_words="", is_listed="y")
    assert "You saved your profile in another window" in page.text


def test_moderators_take_away_words_and_the_member_is_told(
    client: PageClient, world: World
) -> None:
    make_profile(world.member, about="Rude words", role="manager")
    address = f"/community/members/{world.member.id}/empty"
    client.sign_in(world.strategic).get(address, status=403)
    form = client.sign_in(world.lead).get(address).form("Take it away")
    client.submit(form, reason="Rude")
    assert "Rude words" not in client.follow().text
    with reading() as session:
        assert session.scalars(
            select(AuditEvent.reason).where(AuditEvent.verb == "community profile emptied")
        ).all() == ["Rude"]
        told = session.scalars(select(Notice.person_id).where(Notice.path == "/community/profile"))
        assert list(told) == [world.member.id]


def test_house_rules_are_accepted_once_and_lead_on_within_the_portal(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.member)
    page = client.get("/community/house-rules?next=//elsewhere.example/")
    client.submit(page.form("Accept"), agrees="y")
    assert client.response.headers["Location"] == "/community/house-rules"
    assert "You have accepted these rules" in client.follow().text
    client.sign_in(world.strategic)
    page = client.get("/community/house-rules?next=/community/members")
    page = client.submit(page.form("Accept and go on"), 400)
    assert "Tick the box" in page.text
    client.submit(page.form("Accept and go on"), agrees="y")
    assert client.response.headers["Location"] == "/community/members"
    with reading():
        agreed = [queries.has_agreed(world.person(role).id) for role in ("member", "lead")]
    assert agreed == [True, False]


def test_what_is_muted_can_be_shown_again_and_nothing_else_is_muted(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.member)
    page = client.get("/community/profile")
    client.submit(page.form("Mute"), subject="courts")
    client.post("/community/muted", {"subject": "/community/topics/7"})
    client.post("/community/muted", {"subject": "javascript:alert(1)"}, status=404)
    with reading():
        assert queries.muted(world.member.id) == {"courts"}
        assert "/community/topics/7" in queries.subjects_muted(world.member.id)
    client.submit(client.get("/community/profile").form("Show Courts and orders again"))
    with reading():
        assert queries.muted(world.member.id) == frozenset()


def test_a_refused_or_late_profile_is_not_written(world: World) -> None:
    with in_app(), transaction(), pytest.raises(Refused):
        service.save(world.member.id, Wishes(place="nspcc"), 0, is_nspcc=False)
    make_profile(world.member)
    with in_app(), transaction(), pytest.raises(service.Conflict):
        service.save(world.member.id, Wishes(), 0, is_nspcc=False)
