"""Trainers and their licences. No summary names a trainer: the trail outlives a name."""

from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.mail import BadAddress, checked_address
from app.core.present import present
from app.core.refusals import Faults, refuse
from app.core.words import day
from app.training.models import Licence, Trainer
from app.training.rules.licences import check_licence, check_withdrawal
from app.training.rules.register import check_name, one_line
from app.training.service.register import hold


def add_trainer(site_id: int, name: str, email: str = "") -> int:
    """Add a trainer of the authority; returns the number. Raises `Refused`."""
    hold(site_id)
    refuse([*check_name(name), *_check_address(email)])
    audit.because("trainer added", summary="A trainer was added.", site_id=site_id)
    trainer = Trainer(
        site_id=site_id, name=one_line(name), email=email.strip(), entered_at=clock.now()
    )
    session().add(trainer)
    session().flush()
    return trainer.id


def issue_licence(
    site_id: int, trainer_id: int, issued_on: date | None, expires_on: date | None
) -> int:
    """Issue or renew a licence, which is a row of its own; the same one sent twice is one.

    Raises `Refused`, LookupError.
    """
    hold(site_id)
    trainer = _trainer(site_id, trainer_id)
    faults = check_licence(issued_on, expires_on, clock.today())
    if trainer.left_on is not None and trainer.left_on < clock.today():
        faults.append(("issued_on", "This trainer has left"))
    refuse(faults)
    issued, expires = present(issued_on), present(expires_on)
    kept = _standing(trainer_id)
    for one in kept:
        if (one.issued_on, one.expires_on) == (issued, expires):
            return one.id
    audit.because(
        "licence renewed" if kept else "licence issued",
        summary=f"A trainer’s licence was {'renewed' if kept else 'issued'} on {day(issued)},"
        f" good until {day(expires)}.",
        site_id=site_id,
    )
    licence = Licence(
        trainer_id=trainer_id, issued_on=issued, expires_on=expires, entered_at=clock.now()
    )
    session().add(licence)
    session().flush()
    return licence.id


def withdraw_licence(site_id: int, trainer_id: int, reason: str) -> None:
    """Withdraw what a trainer holds, from today on. Raises `Refused`, LookupError."""
    hold(site_id)
    _trainer(site_id, trainer_id)
    held = _standing(trainer_id)
    faults = check_withdrawal(reason)
    if not held:
        faults.append(("reason", "There is no licence to withdraw"))
    refuse(faults)
    audit.because(
        "licence withdrawn",
        summary="A trainer’s licence was withdrawn.",
        site_id=site_id,
    )
    for one in held:
        one.withdrawn_on, one.withdrawn_reason = clock.today(), reason.strip()
    session().flush()


def record_leaving(site_id: int, trainer_id: int, left_on: date | None) -> None:
    """The last day of a trainer; None: stays after all. Raises LookupError."""
    hold(site_id)
    trainer = _trainer(site_id, trainer_id)
    if trainer.left_on == left_on:
        return
    audit.because(
        "trainer leaves" if left_on else "trainer stays",
        summary=f"A trainer leaves, last day {day(left_on)}."
        if left_on
        else "A trainer stays after all.",
        site_id=site_id,
    )
    trainer.left_on = left_on
    session().flush()


def _trainer(site_id: int, trainer_id: int) -> Trainer:
    found = session().get(Trainer, trainer_id, populate_existing=True)
    if found is None or found.site_id != site_id:
        raise LookupError(f"There is no trainer with the number {trainer_id} at this site.")
    return found


def _standing(trainer_id: int) -> list[Licence]:
    """The licences of a trainer that were not withdrawn."""
    chosen = select(Licence).where(Licence.trainer_id == trainer_id, Licence.withdrawn_on.is_(None))
    return list(session().scalars(chosen))


def _check_address(email: str) -> Faults:
    if not email.strip():
        return []
    try:
        checked_address(email.strip())
    except BadAddress:
        return [("email", "Enter an e-mail address like name@example.gov.uk, or none")]
    return []
