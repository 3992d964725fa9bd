"""Contracts and licences of a site: drafted, signed, renewed, ended, with their documents."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.audit import AuditEvent
from app.core.refusals import Refused
from app.joining import service
from app.joining.queries.contracts import contracts_of, ending
from app.joining.rules import ContractEntry, ContractState
from app.journey.rules import MilestoneStatus
from app.sites.models import Site
from app.sites.rules import Status
from tests.factories.evidence import make_note
from tests.factories.joining import ago, make_contract, party_of
from tests.factories.journey import make_journey
from tests.page_client import PageClient
from tests.rooms.joining.test_before import JOINING, day, kept, parts
from tests.worlds import World


def test_a_contract_is_drafted_sent_and_signed_and_completes_its_milestone(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_journey(world.home)
        party = party_of(world.home)
    page = client.sign_in(world.lead).get(JOINING)
    assert "The journey expects the contract on 1 September 2026" in page.text
    form = client.get(page.links["Enter the contract"]).form("Save the contract")
    assert form.fields["parties"] == [str(party)]
    client.submit(form, drafted_on=parts(ago(30)))
    page = client.follow()
    assert "Drafted" in page.text
    assert "Contract drafted" in client.get(JOINING).links
    form = client.get(f"{client.page.links['Contract signed']}/edit").form("Save the contract")
    page = client.submit(form, 400, signed_on=parts(ago(5)))
    assert "Enter the last day: a signed contract has one" in page.text
    days: dict[str, Any] = {"sent_on": parts(ago(20)), "starts_on": parts(ago(4))}
    last = clock.today() + timedelta(days=900)
    form = page.form("Save the contract")
    client.submit(form, **days, ends_on=parts(last), licence="RPF-2026-14", notice_months="6")
    page = client.follow()
    assert "Running" in page.text
    assert "6 months" in page.text
    signed = kept(world, "contract")
    assert (signed.status, signed.happened_on) == (MilestoneStatus.DONE, ago(5))
    assert "licence RPF-2026-14" in signed.evidence
    page = client.get(JOINING)
    assert f"The contract is good until {day(last)}." in page.text
    entered = f"Licence RPF-2026-14. Entered on {day(clock.today())} by Lena Lead."
    assert f"{day(ago(5))}. {entered}" in page.text
    assert f"the contract was signed on {day(ago(5))}" in page.text
    assert page.links["Re-baseline the journey"] == "/sites/northmoor/journey"
    page = client.submit(form, 409, **days, ends_on=parts(last))
    assert "Licence: RPF-2026-14" in page.text


def test_a_renewal_is_a_term_of_its_own_and_the_old_one_stays(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        old = make_contract(world.home, ends=clock.today() + timedelta(days=50))
    page = client.sign_in(world.lead).get(f"{JOINING}/contracts/{old}")
    assert "Ends in 50 days" in page.text
    form = client.get(page.links["Enter a renewal"]).form("Save the contract")
    assert form.fields["starts_on"] == parts(clock.today() + timedelta(days=51))
    client.submit(form, sent_on=parts(clock.today()))
    assert "A new one is with the authority." in client.get(JOINING).text
    with db.reading():
        renewal = contracts_of(world.home.id)[0]
    form = client.get(f"{JOINING}/contracts/{renewal.id}/edit").form("Save the contract")
    last = clock.today() + timedelta(days=800)
    client.submit(form, signed_on=parts(clock.today()), ends_on=parts(last))
    with db.reading():
        states = [row.state(clock.today()) for row in contracts_of(world.home.id)]
        assert ending(clock.today()) == []
    assert states == [ContractState.SIGNED, ContractState.RUNNING]


def test_a_contract_ends_early_with_a_reason_and_is_closed(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        number = make_contract(world.home)
    page = client.sign_in(world.lead).get(f"{JOINING}/contracts/{number}")
    form = client.get(page.links["End it early"]).form("End it")
    page = client.submit(form, 400)
    assert "Enter why it ends early" in page.text
    client.submit(page.form("End it"), reason="No money after March")
    page = client.follow()
    assert "No money after March" in page.text
    assert "Ended early" in page.text
    assert "Change the contract" not in page.links
    with db.reading():
        entry = ContractEntry(ago(400), parties=(contracts_of(world.home.id)[0].parties[0][0],))
    with pytest.raises(Refused), db.transaction():
        service.change(world.home.id, number, entry, 2)


def test_documents_are_pieces_of_the_evidence(client: PageClient, world: World) -> None:
    with db.transaction():
        number = make_contract(world.home)
        make_note(world.home, world.contributor, "Licence letter")
        far = make_note(world.foreign, world.other_lead)
    page = client.sign_in(world.lead).get(f"{JOINING}/contracts/{number}/documents")
    form = page.form("Attach")
    client.submit(form, 400)
    with pytest.raises(service.NoSuchPiece), db.transaction():
        service.attach(world.home.id, number, far)
    with db.reading() as session:
        piece = session.scalars(select_piece("Licence letter")).one()
    client.submit(form, pieces=[str(piece)])
    assert "Licence letter" in client.follow().links
    page = client.get(f"{JOINING}/contracts/{number}/documents/new")
    new: dict[str, Any] = {"kind": "note", "words": "In folder 12", "title": "Signed contract"}
    client.submit(page.form("Add and attach"), **new)
    assert "Signed contract" in client.follow().links
    page = client.get(f"{JOINING}/contracts/{number}/documents")
    client.submit(page.form("Take off Licence letter"))
    page = client.follow()
    assert "Take off Signed contract" in page.text
    assert "Take off Licence letter" not in page.text
    with db.reading() as session:
        said = session.scalars(
            select(AuditEvent.summary).where(AuditEvent.verb == "contract documents")
        )
        assert len(list(said)) == 3


def select_piece(title: str) -> Any:
    from app.evidence.models import EvidencePiece

    return select(EvidencePiece.id).where(EvidencePiece.title == title)


def test_what_ends_or_lapsed_is_asked_for_and_what_is_renewed_or_stopped_is_not(
    world: World,
) -> None:
    today = clock.today()
    with db.transaction() as session:
        soon = make_contract(world.home, ends=today + timedelta(days=180))
        lapsed = make_contract(world.foreign, drafted=800, ends=today - timedelta(days=15))
        make_contract(world.home, drafted=1, sent=False, signed=False)
        assert [(one.contract_id, one.renewal) for one in ending(today)] == [
            (lapsed, False),
            (soon, True),
        ]
        assert [one.contract_id for one in ending(today, [world.home.id])] == [soon]
        session.get_one(Site, world.home.id).status = Status.STOPPED
        session.flush()
        make_contract(world.foreign, drafted=2, ends=today + timedelta(days=400))
        assert ending(today) == []


def test_only_authorities_of_the_site_are_parties(world: World) -> None:
    with db.transaction():
        far = party_of(world.foreign)
        party_of(world.home)
    with pytest.raises(Refused) as refused, db.transaction():
        service.draft(world.home.id, ContractEntry(ago(3), parties=(far,)))
    assert refused.value.faults == [("parties", "Choose authorities of this site")]
