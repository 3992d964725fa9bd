"""Claiming and deciding reported posts, and second looks."""

from collections.abc import Callable

from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.posts.models import Case, Post, Report
from app.posts.rules.deciding import (
    LONGEST_WORDS,
    Decided,
    Decision,
    Ground,
    check_decision,
    parts_of,
    redacted,
    why_not_answer,
    why_not_appeal,
    why_not_decide,
)
from app.posts.rules.places import Place, State
from app.posts.rules.refusals import check_text
from app.posts.service.listening import tell_room, title_of
from app.posts.service.outcomes import tell_answered, tell_appealed, tell_decided
from app.posts.service.titles import redact_title
from app.posts.service.writing import set_text


def claim(case_id: int, moderator_id: int, *, take: bool) -> None:
    """Say that one deals with a report (from whoever did before), or that one does not any more.
    LookupError; `Refused` where it is decided."""
    case, _ = _held(case_id)
    if case.decided_at is not None:
        refuse([("", "This report was decided meanwhile")])
    if not take and case.claimed_by_id != moderator_id:
        return
    audit.because(
        "report claimed" if take else "report let go", summary=_about(case), nspcc_only=True
    )
    case.claimed_by_id = moderator_id if take else None
    case.claimed_at = clock.now() if take else None
    session().flush()


def decide(case_id: int, moderator_id: int, said: Decided, seen: int | None = None) -> None:
    """Decide about a reported post. What is taken out of it is then nowhere: not in the row, not in
    what is made from it, and the trail says who and why, not what.

    Raises `Refused`, LookupError; `ChangedMeanwhile` where somebody else wrote on the case.
    """
    case, post = _held(case_id)
    if seen is not None and case.version != seen:
        raise ChangedMeanwhile(mine=said.words, theirs=_present(case))
    obstacle = why_not_decide(post.author_id, case.decided_at is not None, moderator_id)
    refuse([("", obstacle)] if obstacle else [])
    title = title_of(post.id, Place(post.place)) if said.decision == Decision.REDACT else ""
    refuse(check_decision(said, f"{title}\n{post.text}", worry=case.worry))
    decision, ground = Decision(said.decision), Ground(said.ground)
    audit.because(
        "post decided",
        summary=f"{_about(case)} {decision.label}.",
        about_id=post.author_id,
        reason=ground.label,
        nspcc_only=True,
    )
    case.decision, case.ground = decision.value, ground.value
    case.words, case.handled = said.words.strip(), said.handled.strip()
    case.decided_at, case.decided_by_id = clock.now(), moderator_id
    session().flush()
    if change := _CHANGES.get(decision):
        change(post, said, ground, title)
        session().flush()
        tell_room(post.id, Place(post.place))
    tell_decided(case, post)


def _redact(post: Post, said: Decided, ground: Ground, title: str) -> None:
    parts = parts_of(said.parts)
    post.state = State.REDACTED.value if State(post.state).is_read else post.state
    post.mark = ground.label
    set_text(post, redacted(post.text, parts))
    session().flush()
    redact_title(post, title, parts)
    for report in session().scalars(select(Report).join(Case).where(Case.post_id == post.id)):
        report.words = redacted(report.words, parts)


def _hide(post: Post, _said: Decided, ground: Ground, _title: str) -> None:
    if State(post.state).is_read:
        post.state, post.mark = State.HIDDEN.value, ground.label


_CHANGES: dict[Decision, Callable[[Post, Decided, Ground, str], None]] = {
    Decision.REDACT: _redact,
    Decision.HIDE: _hide,
}


def appeal(case_id: int, author_id: int, words: str) -> None:
    """The author asks for a second look, once. Raises `Refused`, LookupError."""
    case, post = _held(case_id)
    if post.author_id != author_id:
        raise LookupError(f"Case {case_id} is about what somebody else wrote.")
    obstacle = why_not_appeal(case.decision, appealed=case.appealed_at is not None)
    refuse([("words", obstacle)] if obstacle else check_text(words, LONGEST_WORDS, "words"))
    audit.because("second look asked", summary=_about(case), nspcc_only=True)
    case.appeal, case.appealed_at = words.strip(), clock.now()
    session().flush()
    tell_appealed(case, post)


def answer(case_id: int, moderator_id: int, *, upheld: bool | None, words: str) -> None:
    """Answer an appeal: the decision stands, or is taken back. What was hidden is shown again then;
    what was taken out cannot come back. Raises `Refused`, LookupError."""
    case, post = _held(case_id)
    if case.appealed_at is None or case.answered_at is not None:
        refuse([("words", "No second look waits for an answer")])
    others = _other_moderators({case.decided_by_id, post.author_id})
    obstacle = why_not_answer(case.decided_by_id, post.author_id, moderator_id, others)
    faults = check_text(words, LONGEST_WORDS, "words")
    if upheld is None:
        faults.insert(0, ("upheld", "Choose what the second look found"))
    refuse([("words", obstacle)] if obstacle else faults)
    word = "The decision stands" if upheld else "The decision is taken back"
    audit.because(
        "second look answered",
        summary=f"{_about(case)} {word}.",
        about_id=post.author_id,
        nspcc_only=True,
    )
    case.upheld, case.answer = upheld, words.strip()
    case.answered_at, case.answered_by_id = clock.now(), moderator_id
    session().flush()
    if not upheld and post.state == State.HIDDEN:
        post.state, post.mark = State.STANDING.value, ""
        session().flush()
        tell_room(post.id, Place(post.place))
    tell_answered(case, post)


def _other_moderators(but: set[int | None]) -> int:
    chosen = select(func.count()).where(
        Person.staff_role.is_not(None),
        Person.deactivated_at.is_(None),
        Person.id.not_in([number for number in but if number is not None]),
    )
    return session().scalar(chosen) or 0


def _held(case_id: int) -> tuple[Case, Post]:
    """A case and its post, the post held first, as whoever reports it does."""
    of_case = select(Post).join(Case, Case.post_id == Post.id).where(Case.id == case_id)
    holding = of_case.with_for_update(of=Post).execution_options(populate_existing=True)
    post = session().scalars(holding).first()
    if post is None:
        raise LookupError(f"There is no report with the number {case_id}.")
    return session().get_one(Case, case_id, with_for_update=True, populate_existing=True), post


def _about(case: Case) -> str:
    return f"Report {case.id} about post {case.post_id} of the community."


def _present(case: Case) -> str:
    if case.decided_at is None:
        return "Somebody else claimed the report, or it was reported once more."
    return f"Decided: {Decision(case.decision).label}. {case.words}"
