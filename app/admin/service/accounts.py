"""What administrators do to accounts, with the rules that keep the portal administered."""

from datetime import datetime

from sqlalchemy import select

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.models import Person
from app.accounts.rules import one_line, plain_email
from app.admin.rules import why_not_closed, why_not_demoted, why_not_moved
from app.core import alarms, audit, outbox
from app.core.alarms.queries import facts_now
from app.core.db import session
from app.events import service as events
from app.sites import service as sites


class NotAllowed(ValueError):
    """What was asked would harm the portal or its administrator; the message says what to do."""


def close_account(actor_id: int, person_id: int, reason: str) -> None:
    """Close an account and end its sign-ins. Raises NotAllowed, or LookupError."""
    obstacle = why_not_closed(actor_id, person_id, accounts.active_admins())
    if obstacle:
        raise NotAllowed(obstacle)
    end_account(person_id, one_line(reason))


def end_account(person_id: int, reason: str) -> None:
    """Close an account, whoever may: its sign-ins end, and others get the places it holds."""
    accounts.deactivate(person_id, reason)
    events.give_back(person_id)


def open_account(person_id: int, reason: str) -> None:
    """Open a closed account again. Raises LookupError."""
    accounts.reactivate(person_id, one_line(reason))


def change_email(actor_id: int, person_id: int, new_email: str, proof: str) -> None:
    """Give somebody who lost their mailbox a new address; `proof` says how they were recognised.

    Raises NotAllowed, and what accounts.service.change_email_by_administrator raises.
    """
    obstacle = why_not_moved(actor_id, person_id)
    if obstacle:
        raise NotAllowed(obstacle)
    accounts.change_email_by_administrator(person_id, new_email, proof)


def end_sign_ins(person_id: int) -> int:
    """Sign a person out on every device; returns on how many they were signed in."""
    audit.because(
        "devices signed out by administrator",
        summary="An administrator signed an account out on every device.",
        about_id=person_id,
    )
    return accounts.end_all_sign_ins(person_id)


def invite_staff(actor_id: int, name: str, email: str, role: str) -> int:
    """Invite somebody to the NSPCC's side, as "lead" or "admin"; the number of the invitation.

    Raises NotAllowed when it would take the last administrator's role, and sites.rules.Refused.
    """
    person_id = session().scalar(select(Person.id).where(Person.email == plain_email(email)))
    obstacle = why_not_demoted(person_id, role, accounts.active_admins())
    if obstacle:
        raise NotAllowed(obstacle)
    return sites.invite_staff(name, email, role, actor_id)


def watch(now: datetime) -> None:
    """Look at mail and worker as the worker does: say in the log what is wrong, and write to
    administrators once when mail begins to be late and once when no worker ran for a while."""
    facts = facts_now()
    alarms.say(facts)
    noticed = alarms.look(facts, now)
    if noticed.away_since or noticed.mail_is_late:
        _tell_administrators(alarms.news(noticed, facts, now), now)


def _tell_administrators(news: alarms.News, now: datetime) -> None:
    for person in people.administrators():
        outbox.queue(
            "admin_alarm",
            outbox.Recipient(person.email, person.id, person.name),
            {"news": news},
            key=f"alarm:{now.isoformat()}:{person.id}",
        )
