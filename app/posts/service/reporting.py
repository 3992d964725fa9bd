"""Reporting a post."""

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.posts.models import Case, Report
from app.posts.rules.reports import Reason, check_report
from app.posts.service.safety import alert
from app.posts.service.writing import held


def report(post_id: int, reporter_id: int, reason: str, words: str) -> None:
    """Report a post; with others it becomes one case. Again by the same person for the same reason:
    nothing happens. A safeguarding worry reaches who is on
    duty at once. Raises `Refused`, LookupError."""
    refuse(check_report(reason, words))
    post = held(post_id)  # one after the other, so that a post has one open case
    case = _open_case(post_id)
    if case is not None and _is_known(case.id, reporter_id, reason):
        return
    audit.because(
        "post reported", summary=f"Post {post_id} of the community was reported.", nspcc_only=True
    )
    if case is None:
        case = Case(post_id=post_id, opened_at=clock.now())
        session().add(case)
    case.worry = bool(case.worry) or reason == Reason.WORRY
    session().flush()
    made = Report(
        case_id=case.id,
        reporter_id=reporter_id,
        reason=reason,
        words=words.strip(),
        reported_at=clock.now(),
    )
    session().add(made)
    session().flush()
    if reason == Reason.WORRY:
        alert(made, post)


def _open_case(post_id: int) -> Case | None:
    chosen = select(Case).where(Case.post_id == post_id, Case.decided_at.is_(None))
    return session().scalars(chosen).first()


def _is_known(case_id: int, reporter_id: int, reason: str) -> bool:
    chosen = select(Report.id).where(
        Report.case_id == case_id, Report.reporter_id == reporter_id, Report.reason == reason
    )
    return session().scalar(chosen) is not None
