"""What other rooms and commands do with accounts."""

import pytest
from sqlalchemy import select

from app.accounts import queries, service
from app.accounts.models import Person
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.mail import BadAddress
from app.core.security.passwords import hash_password, verify_password
from app.core.web.edge import Portal
from tests.factories.accounts import PASSWORD, give_password
from tests.rooms.accounts.mailbox import mails
from tests.worlds import World

NEW = "copper window tomorrow"


def fresh(person_id: int) -> Person:
    with reading() as session:
        return session.get_one(Person, person_id)


def reason_of(verb: str) -> str:
    with reading() as session:
        return session.scalars(select(AuditEvent).where(AuditEvent.verb == verb)).one().reason


def test_an_account_is_made_with_a_plain_address(data: str) -> None:
    with transaction():
        made = service.create_person(" Ann  Example ", " Ann@Example.ORG ", None, "lead", True)
    kept = fresh(made.id)
    assert (kept.name, kept.email, kept.staff_role) == ("Ann Example", "ann@example.org", "lead")
    assert kept.is_demo
    assert kept.password_hash is None


def test_an_address_has_one_account(world: World) -> None:
    for email in (world.lead.email, world.lead.email.upper()):
        with pytest.raises(service.EmailTaken, match="already an account"), transaction():
            service.create_person("Somebody Else", email, None)


def test_an_address_that_cannot_be_mailed_makes_no_account(data: str) -> None:
    with pytest.raises(BadAddress), transaction():
        service.create_person("Ann", "ann at example", None)
    with reading() as session:
        assert session.scalars(select(Person)).all() == []


def test_somebody_given_a_password_signs_in_with_it(world: World, app: Portal) -> None:
    new_hash = hash_password(NEW)
    with app.app_context(), transaction() as session:
        service.set_password(session.get_one(Person, world.member.id), new_hash)
    proved = service.prove(world.member.email, NEW, is_production=True)
    assert proved is not None
    assert proved.id == world.member.id
    assert service.prove(world.member.email, PASSWORD, is_production=True) is None


def test_secrets_do_not_show_when_a_proof_is_printed(world: World) -> None:
    proved = service.prove(give_password(world.lead).email, PASSWORD, is_production=True)
    assert proved is not None
    assert "argon2" not in repr(proved)


def test_an_account_is_closed_with_a_reason_and_opened_again(world: World) -> None:
    give_password(world.lead)
    with transaction():
        token = service.start_sign_in(world.lead, "Firefox")
        service.deactivate(world.lead.id, "Left the organisation")
    assert reason_of("account closed") == "Left the organisation"
    assert service.prove(world.lead.email, PASSWORD, is_production=False) is None
    with reading():
        assert queries.live_sign_in(token) is None
    with transaction():
        service.reactivate(world.lead.id, "Back from leave")
    assert service.prove(world.lead.email, PASSWORD, is_production=False) is not None


def test_an_administrator_moves_an_account_whose_mailbox_is_lost(world: World, app: Portal) -> None:
    with app.app_context(), transaction():
        token = service.start_sign_in(world.member, "Firefox")
        service.change_email_by_administrator(
            world.member.id, "Mo@New.Example", "Video call, showed staff card"
        )
    assert fresh(world.member.id).email == "mo@new.example"
    assert reason_of("e-mail changed") == "Video call, showed staff card"
    assert [mail.template for mail in mails("mo@new.example")] == ["accounts_email_moved"]
    assert [mail.template for mail in mails(world.member.email)] == ["accounts_email_changed"]
    with reading():
        assert queries.live_sign_in(token) is None


@pytest.mark.parametrize("proof", ["", "   ", "yes", "\x00" * 20])
def test_without_a_proof_no_account_is_moved(world: World, app: Portal, proof: str) -> None:
    with (
        app.app_context(),
        pytest.raises(service.ProofMissing, match="how the person proved"),
        transaction(),
    ):
        service.change_email_by_administrator(world.member.id, "mo@new.example", proof)


def test_an_account_is_not_moved_to_an_address_in_use(world: World, app: Portal) -> None:
    with app.app_context(), pytest.raises(service.EmailTaken), transaction():
        service.change_email_by_administrator(
            world.member.id, world.lead.email, "Video call, showed staff card"
        )
    assert fresh(world.member.id).email == world.member.email


def test_nobody_with_that_number_is_a_clear_error(data: str) -> None:
    with pytest.raises(LookupError, match="number 99"), transaction():
        service.deactivate(99, "No such person")


def test_every_change_of_an_account_keeps_its_values_out_of_the_trail(
    world: World, app: Portal
) -> None:
    with app.app_context(), transaction() as session:
        service.rename(world.member.id, "Mohammed Member")
        service.set_password(session.get_one(Person, world.member.id), hash_password(NEW))
    with reading() as session:
        trail = str(session.execute(select(AuditEvent.summary, AuditEvent.reason)).all())
    assert "Mohammed" not in trail
    assert verify_password(fresh(world.member.id).password_hash, NEW)
