"""Deciding how two adoptions go on whose authorities merged."""

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.sites.rules import Status
from app.standing.models import MergerDecision
from app.standing.queries import Met
from app.standing.rules import Choice, Declaration, Reason, check_choice
from app.standing.service.statuses import declare


def decide_merger(
    site_id: int, site_name: str, met: Met, choice: Choice | None, words: str
) -> None:
    """Record which of two adoptions continues, or that both do.

    The other is stopped as merged, keeps its history, and leads to the one that continues. Raises
    Refused, also where one of the two was stopped meanwhile.
    """
    refuse(check_choice(choice, words))
    continues = {Choice.THIS: site_id, Choice.OTHER: met.site_id}.get(choice or Choice.BOTH)
    names = {site_id: site_name, met.site_id: met.name}
    for number, other in ((site_id, met.site_id), (met.site_id, site_id)):
        audit.because(
            "merger decided",
            summary=_summary(continues, names, number, other),
            site_id=number,
            reason=words.strip(),
        )
    session().add(
        MergerDecision(
            site_id=site_id,
            other_id=met.site_id,
            continues_id=continues,
            words=words.strip(),
            decided_by_id=audit.who_acts().actor_id,
            decided_at=clock.now(),
        )
    )
    session().flush()
    if continues is not None:
        ends = met.site_id if continues == site_id else site_id
        said = Declaration(Status.STOPPED, (Reason.MERGED,), words, clock.today())
        declare(ends, said, continues_at=continues)


def _summary(continues: int | None, names: dict[int, str], here: int, other: int) -> str:
    if continues is None:
        return f"After the merger, the adoption goes on beside that of {names[other]}."
    if continues == here:
        return f"After the merger, this adoption continues, and that of {names[other]} ends in it."
    return f"After the merger, the adoption continues at {names[continues]}."
