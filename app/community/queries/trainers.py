"""Licensed trainers who agreed to be shown to members."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.accounts.models import Person
from app.core.db import session
from app.members import queries as members
from app.members.queries import MemberRow
from app.training.models import Licence, Trainer


@dataclass(frozen=True)
class LicensedTrainer:
    """A member who trains others, and until when their licence runs."""

    member: MemberRow
    expires_on: date


def trainers(today: date) -> tuple[LicensedTrainer, ...]:
    """Those with a licence today, by name; they are recognised by their address. Three or four
    statements."""
    ends = func.max(Licence.expires_on)
    rows = session().execute(
        select(Person.id, ends)
        .join(Trainer, func.lower(Trainer.email) == Person.email)
        .join(Licence, Licence.trainer_id == Trainer.id)
        .where(
            Trainer.left_on.is_(None) | (Trainer.left_on >= today),
            Licence.withdrawn_on.is_(None),
            Licence.issued_on <= today,
            Licence.expires_on >= today,
        )
        .group_by(Person.id)
    )
    until = {number: expires for number, expires in rows}
    return tuple(
        LicensedTrainer(one, until[one.person_id])
        for one in members.members_with(frozenset(until))
        if one.is_trainer
    )
