"""Reporting a post."""

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.notices import service as notices
from app.notices.rules import Kind
from app.posts.models import Case, Post, Report
from app.posts.rules.places import Place
from app.posts.rules.reports import Reason, check_report
from app.posts.service.safety import alert
from app.posts.service.writing import held
from app.sites import queries as sites


def report(post_id: int, reporter_id: int, reason: str, words: str) -> None:
    """Report a post; with others it becomes one case. Again by the same person for the same reason:
    nothing happens. A worry, or what could identify a child, reaches who is on duty at once; of
    anything else the moderators find a notice. Raises `Refused`, LookupError."""
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
    if Reason(reason).is_urgent:
        alert(made, post)
    else:
        _tell_moderators(made, post)


def _tell_moderators(report: Report, post: Post) -> None:
    """Once for each case; not whoever wrote it or reported it."""
    title = f"A member reported {Place(post.place).one}: {Reason(report.reason).label}"
    path = f"/community/reports/{report.case_id}"
    told = {one.person_id for one in sites.staff()} - {post.author_id, report.reporter_id}
    notices.tell_all(
        notices.News(one, Kind.COMMUNITY, title, path, f"report:{report.case_id}:{one}")
        for one in sorted(told)
    )


def _open_case(post_id: int) -> Case | None:
    chosen = select(Case).where(Case.post_id == post_id, Case.decided_at.is_(None))
    return session().scalars(chosen).first()


def _is_known(case_id: int, reporter_id: int, reason: str) -> bool:
    chosen = select(Report.id).where(
        Report.case_id == case_id, Report.reporter_id == reporter_id, Report.reason == reason
    )
    return session().scalar(chosen) is not None
