"""Who belongs to a site: adding one, leading it, and every way a membership ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from app.accounts import service as accounts
from app.accounts.models import Person, SignIn
from app.core import audit, clock
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.web.edge import Portal
from app.sites import queries, service
from app.sites.models import Invitation, Membership, Site
from app.sites.rules import SiteRole, Stage
from app.sites.service import AddSite, Refused
from tests.factories.sites import make_authority, make_membership
from tests.worlds import World

DAY = date(2026, 12, 1)


def _signed_in(person: Person) -> int:
    with reading() as current:
        return (
            current.scalar(
                select(func.count()).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
            )
            or 0
        )


def _membership(person: Person, site: Site) -> int:
    with reading() as current:
        return current.scalars(
            select(Membership.id).where(
                Membership.person_id == person.id,
                Membership.site_id == site.id,
                Membership.ended_at.is_(None),
            )
        ).one()


def _sign_in(*people: Person) -> None:
    with transaction() as current:
        for person in people:
            for browser in ("laptop", "phone"):
                accounts.start_sign_in(current.get_one(Person, person.id), browser)


def _end(number: int, reason: str = "Moved to another authority") -> None:
    with transaction():
        service.end_membership(number, reason)


def test_ending_the_only_role_ends_every_sign_in(world: World) -> None:
    _sign_in(world.contributor, world.strategic)
    _end(_membership(world.contributor, world.home))
    assert (_signed_in(world.contributor), _signed_in(world.strategic)) == (0, 2)
    with reading():
        assert queries.belonging(world.contributor.id) == frozenset()


def test_somebody_with_a_role_elsewhere_stays_signed_in_until_that_ends_too(world: World) -> None:
    with transaction():
        audit.because("joined", summary="Made for a test.")
        make_membership(world.foreign, world.contributor, SiteRole.CONTRIBUTOR)
    _sign_in(world.contributor)
    _end(_membership(world.contributor, world.home))
    assert _signed_in(world.contributor) == 2
    _end(_membership(world.contributor, world.foreign))
    assert _signed_in(world.contributor) == 0


def test_nspcc_staff_who_leave_a_site_stay_signed_in(world: World) -> None:
    with transaction():
        audit.because("joined", summary="Made for a test.")
        make_membership(world.home, world.lead, SiteRole.CONTRIBUTOR)
    _sign_in(world.lead)
    _end(_membership(world.lead, world.home))
    assert _signed_in(world.lead) == 2


def test_two_roles_ended_at_the_same_moment_still_end_the_sign_ins(world: World) -> None:
    with transaction():
        audit.because("joined", summary="Made for a test.")
        make_membership(world.foreign, world.contributor, SiteRole.CONTRIBUTOR)
    _sign_in(world.contributor)
    both = [_membership(world.contributor, site) for site in (world.home, world.foreign)]
    with ThreadPoolExecutor(2) as people:
        list(people.map(_end, both))
    assert _signed_in(world.contributor) == 0


def test_ending_withdraws_waiting_invitations_to_that_site_only(app: Portal, world: World) -> None:
    with app.app_context(), transaction():
        for site in (world.home, world.foreign):
            service.invite(
                site.id, "Cora", world.contributor.email, SiteRole.STRATEGIC, world.admin.id
            )
        service.invite(
            world.home.id, "Other", "other@people.example", SiteRole.STRATEGIC, world.admin.id
        )
    _end(_membership(world.contributor, world.home))
    with reading() as current:
        withdrawn = current.execute(
            select(Invitation.site_id, Invitation.email).where(Invitation.withdrawn_at.is_not(None))
        ).all()
    assert [tuple(row) for row in withdrawn] == [(world.home.id, world.contributor.email)]


def test_a_membership_ends_once_with_a_reason_and_without_a_name_in_the_history(
    world: World,
) -> None:
    number = _membership(world.contributor, world.home)
    with pytest.raises(Refused, match="Say why"):
        _end(number, "  ")
    for _ in range(2):
        _end(number)
    with pytest.raises(LookupError):
        _end(9999)
    with reading() as current:
        events = current.scalars(select(AuditEvent).where(AuditEvent.verb == "person left")).all()
    assert [(one.about_id, one.site_id) for one in events] == [
        (world.contributor.id, world.home.id)
    ]
    assert "Cora" not in events[0].summary


def test_contacts_are_lead_deputy_and_strategic_leads_whose_accounts_are_open(
    world: World,
) -> None:
    with transaction():
        service.change_lead(world.home.id, world.lead.id, world.other_lead.id, "Holiday cover")
    with reading():
        found = queries.contacts(world.home.id)
    assert [(one.name, one.is_nspcc) for one in found] == [
        ("Lena Lead", True),
        ("Olu Otherlead", True),
        ("Stella Strategic", False),
    ]
    with transaction():
        accounts.deactivate(world.strategic.id, "Left")
    with reading():
        assert len(queries.contacts(world.home.id)) == 2


def test_changing_the_lead_moves_the_assignment_and_needs_open_staff_and_a_reason(
    world: World,
) -> None:
    with transaction():
        service.change_lead(world.home.id, world.other_lead.id, None, "Lena is on leave")
    with reading():
        assert world.home.id in queries.assigned_sites(world.other_lead.id)
        assert queries.assigned_sites(world.lead.id) == frozenset()
    for lead, deputy, reason, field in (
        (world.strategic.id, None, "why", "lead_id"),
        (world.lead.id, world.lead.id, "why", "deputy_id"),
        (world.lead.id, world.strategic.id, "why", "deputy_id"),
        (world.lead.id, None, " ", "reason"),
    ):
        with pytest.raises(Refused) as refusal, transaction():
            service.change_lead(world.home.id, lead, deputy, reason)
        assert refusal.value.field == field


def test_staff_for_pickers_are_nspcc_people_with_open_accounts(world: World) -> None:
    with transaction():
        accounts.deactivate(world.other_lead.id, "Left")
    with reading():
        assert [one.name for one in queries.staff()] == ["Ada Admin", "Lena Lead"]


def test_a_site_is_added_in_exploration_with_its_authorities(world: World) -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        one, other = make_authority("Alder", region="London").id, make_authority("Brack").id
        site = service.add_site(
            AddSite("  Alder  and Brack", (one, other), world.lead.id, None, DAY, DAY)
        )
    assert (site.slug, site.name, site.region, site.stage) == (
        "alder-and-brack",
        "Alder and Brack",
        "London",
        Stage.EXPLORATION,
    )
    with reading():
        assert [part.name for part in queries.authorities_of(site.id)] == ["Alder", "Brack"]
        found = queries.site_ref("alder-and-brack")
    assert found is not None
    assert found.name == "Alder and Brack"


def test_a_site_that_cannot_be_added_says_which_field(world: World) -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        one = make_authority("Alder").id
        gone = make_authority("Gone", abolished_on=clock.today()).id
    lead = world.lead.id
    for new, field in (
        (AddSite(" ", (one,), lead, None, DAY, DAY), "name"),
        (AddSite("northmoor", (one,), lead, None, DAY, DAY), "name"),
        (AddSite("Alder", (), lead, None, DAY, DAY), "authority_ids"),
        (AddSite("Alder", (one, 999), lead, None, DAY, DAY), "authority_ids"),
        (AddSite("Alder", (gone,), lead, None, date(2026, 1, 1), DAY), "authority_ids"),
        (AddSite("Alder", (one,), world.strategic.id, None, DAY, DAY), "lead_id"),
        (AddSite("Alder", (one,), lead, None, DAY, date(2026, 11, 1)), "training_on"),
    ):
        with pytest.raises(Refused) as refusal, transaction():
            service.add_site(new)
        assert refusal.value.field == field


def test_the_stage_is_written_down_and_the_peak_is_kept(world: World) -> None:
    for stage in (Stage.INITIAL, Stage.INSTALLATION):
        with transaction():
            audit.because("stage decided", summary="Moved.", site_id=world.home.id)
            service.record_stage(world.home.id, stage, DAY)
    with reading() as current:
        site = current.get_one(Site, world.home.id)
    assert (site.stage, site.peak_stage, site.stage_since) == (
        Stage.INSTALLATION,
        Stage.INITIAL,
        DAY,
    )
