"""Licences by their last day, and tries at the quiz nobody went on with, at every active site."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from app.core.clock import first_moment, in_london
from app.core.db import session
from app.core.due import Due
from app.sites.models import Membership, Site
from app.sites.rules import Status
from app.training.models import Attempt, AttemptAnswer, Licence, Trainer

UNTOUCHED = timedelta(days=14)
_LAST = (  # the last day of each trainer's licences that were not withdrawn
    select(Licence.trainer_id, func.max(Licence.expires_on).label("expires_on"))
    .where(Licence.withdrawn_on.is_(None))
    .group_by(Licence.trainer_id)
    .subquery()
)


def due(first: date, last: date) -> list[Due]:
    """What training has due on a day from one to another; two statements."""
    return [*_licences(first, last), *_tries(first, last)]


def _licences(first: date, last: date) -> Iterator[Due]:
    """Licences that end, the newest of each trainer; renewed and withdrawn ones are left out, and
    those of trainers who will have left."""
    rows = session().execute(
        select(Licence.id, Licence.expires_on, Trainer.name, Trainer.id, Site.id, Site.slug)
        .join(Trainer, Trainer.id == Licence.trainer_id)
        .join(Site, Site.id == Trainer.site_id)
        .join(_LAST, _LAST.c.trainer_id == Trainer.id)
        .where(
            Site.status == Status.ACTIVE.value,
            Licence.withdrawn_on.is_(None),
            Licence.expires_on == _LAST.c.expires_on,
            Licence.expires_on.between(first, last),
            or_(Trainer.left_on.is_(None), Trainer.left_on >= Licence.expires_on),
        )
    )
    for number, expires_on, name, trainer_id, site_id, slug in rows:
        yield Due(
            "licences",
            f"licence:{number}",
            site_id,
            f"Trainer’s licence of {name}",
            expires_on,
            f"/sites/{slug}/training/trainers/{trainer_id}",
            turn=expires_on.toordinal(),
            detail="Once it has run out, no training can be given under it. The NSPCC enters the "
            "new licence on the trainer’s page.",
        )


def _tries(first: date, last: date) -> Iterator[Due]:
    """Tries that were begun and not gone on with for two weeks, of people who are still there."""
    touched = func.coalesce(func.max(AttemptAnswer.answered_at), Attempt.started_at)
    rows = session().execute(
        select(Attempt.id, Attempt.site_id, Attempt.person_id, touched)
        .join(Site, Site.id == Attempt.site_id)
        .join(
            Membership,
            (Membership.site_id == Attempt.site_id)
            & (Membership.person_id == Attempt.person_id)
            & Membership.ended_at.is_(None),
        )
        .outerjoin(AttemptAnswer, AttemptAnswer.attempt_id == Attempt.id)
        .where(Site.status == Status.ACTIVE.value, Attempt.handed_in_at.is_(None))
        .group_by(Attempt.id, Attempt.site_id, Attempt.person_id, Attempt.started_at)
        .having(touched >= first_moment(first - UNTOUCHED))
        .having(touched < first_moment(last - UNTOUCHED + timedelta(days=1)))
    )
    for number, site_id, person_id, at in rows:
        on = in_london(at).date() + UNTOUCHED
        yield Due(
            "drafts",
            f"try:{number}",
            site_id,
            "Your try at the assessment after training",
            on,
            f"/training/assessment/{number}",
            owner_ids=(person_id,),
            turn=on.toordinal(),
        )
