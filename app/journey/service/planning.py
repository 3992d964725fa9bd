"""The plan of a new site."""

from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.core.words import day
from app.journey.models import JourneyProgress, Milestone
from app.journey.programme import programme
from app.journey.rules import MilestoneStatus, MilestoneTemplate, first_plan
from app.journey.service.progress import sum_up


class AlreadyPlanned(ValueError):
    """The site has its milestones; dates are moved one by one, with a reason."""


def plan_journey(site_id: int, contract_on: date, training_on: date) -> None:
    """Give a new site the milestones of the present programme, with their planned dates.

    Contract and training date may lie in the past or the future; while the contract is ahead,
    nothing is planned for the past. Raises `AlreadyPlanned` when
    the site has milestones.
    """
    if session().get(JourneyProgress, site_id) is not None:
        raise AlreadyPlanned("This site has a journey already.")
    present = programme()
    audit.because(
        "journey planned",
        summary=f"Journey planned: {len(present.milestones)} milestones, counted from the contract"
        f" on {day(contract_on)} and training for trainers on {day(training_on)}.",
        site_id=site_id,
    )
    milestones = [
        _planned(site_id, present.version, position, template, contract_on, training_on)
        for position, template in enumerate(present.milestones, 1)
    ]
    session().add_all(milestones)
    session().flush()
    sum_up(JourneyProgress(site_id=site_id), milestones)


def _planned(
    site_id: int,
    version: int,
    position: int,
    template: MilestoneTemplate,
    contract_on: date,
    training_on: date,
) -> Milestone:
    on = first_plan(template, contract_on, training_on, clock.today())
    return Milestone(
        site_id=site_id,
        code=template.code,
        template_version=version,
        position=position,
        band=template.band.value,
        stage=template.stage.value,
        anchor=template.anchor.value,
        critical=template.critical,
        status=MilestoneStatus.NOT_STARTED.value,
        planned_on=on,
        first_planned_on=on,
    )
