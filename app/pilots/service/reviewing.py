"""The review of a pilot: begun, written in two parts, finished."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.core.words import day
from app.journey import service as journey
from app.pilots.models import Pilot, PilotMeasure, PilotReview
from app.pilots.rules.review import PROCESS, Finding, check_data, check_process, missing_to_finish
from app.pilots.service.holding import held, name_of, only_if

FINISHED = "The review is finished: it cannot change any longer"


def begin_review(site_id: int, pilot_id: int) -> None:
    """Begin the review of a pilot that ended; once is enough. Raises `Refused`, LookupError."""
    pilot, state = held(site_id, pilot_id)
    only_if(state.can_be_reviewed, "figures", "A pilot is reviewed after it ended")
    if _review(pilot_id) is not None:
        return
    audit.because(
        "pilot review begun", summary=f"The review of {name_of(pilot)} began.", site_id=site_id
    )
    session().add(PilotReview(pilot_id=pilot_id, begun_on=clock.today()))
    session().flush()


def save_data(
    site_id: int, pilot_id: int, figures: str, findings: Mapping[int, Finding], seen: int
) -> None:
    """Save what the numbers say, finished or not; `findings` by number of the measure.

    Raises `Refused`, `ChangedMeanwhile`, LookupError.
    """
    pilot, review = _open(site_id, pilot_id)
    if review.version != seen:
        raise ChangedMeanwhile(mine=figures, theirs=review.figures)
    chosen = select(PilotMeasure).where(PilotMeasure.pilot_id == pilot_id)
    measures = {row.id: row for row in session().scalars(chosen)}
    refuse(check_data(figures, findings))
    _because(pilot, "data")
    review.figures = figures.strip()
    for number, found in findings.items():
        if number in measures:
            measures[number].result = found.result
            measures[number].words = found.words.strip()
    flag_modified(review, "figures")  # whoever saw the measures before is told, too
    session().flush()


def save_process(site_id: int, pilot_id: int, answers: Mapping[str, str], seen: int) -> None:
    """Save how it went, finished or not; answers by name of the question. Raises as above."""
    pilot, review = _open(site_id, pilot_id)
    if review.version != seen:
        theirs = "\n".join(getattr(review, name) for name, _ in PROCESS)
        raise ChangedMeanwhile(mine="\n".join(answers.values()), theirs=theirs)
    refuse(check_process(answers))
    _because(pilot, "process")
    for name, _ in PROCESS:
        setattr(review, name, answers.get(name, "").strip())
    session().flush()


def finish_review(site_id: int, pilot_id: int) -> None:
    """Both parts are done; completes the milestone. Raises `Refused`, LookupError."""
    pilot, review = _open(site_id, pilot_id)
    answers = {name: getattr(review, name) for name, _ in PROCESS}
    missing = missing_to_finish(review.figures, answers)
    refuse([("finish", f"Still missing: {words}") for _, words in missing])
    today = clock.today()
    audit.because(
        "pilot reviewed", summary=f"The review of {name_of(pilot)} was finished.", site_id=site_id
    )
    review.finished_on, review.finished_by_id = today, audit.who_acts().actor_id
    session().flush()
    note = f"{name_of(pilot)} reviewed, data and process, on {day(today)}."
    journey.complete(site_id, "pilot-reviewed", today, note)


def _open(site_id: int, pilot_id: int) -> tuple[Pilot, PilotReview]:
    pilot, state = held(site_id, pilot_id)
    review = _review(pilot_id)
    if review is None:
        raise LookupError("The review of this pilot has not begun.")
    is_open = state.can_be_reviewed and review.finished_on is None
    only_if(is_open, "figures", FINISHED)
    return pilot, review


def _review(pilot_id: int) -> PilotReview | None:
    chosen = select(PilotReview).where(PilotReview.pilot_id == pilot_id)
    return session().scalar(chosen.execution_options(populate_existing=True))


def _because(pilot: Pilot, part: str) -> None:
    audit.because(
        "pilot review saved",
        summary=f"The review of {name_of(pilot)} was written on: {part}.",
        site_id=pilot.site_id,
    )
