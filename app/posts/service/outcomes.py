"""Telling the author, whoever reported, and the moderators what becomes of a report."""

from collections.abc import Iterable

from sqlalchemy import select

from app.accounts.models import Person
from app.core import outbox
from app.core.db import session
from app.notices import service as notices
from app.notices.rules import Kind
from app.posts.models import Case, Post, Report
from app.posts.rules.deciding import Decision, Ground
from app.posts.rules.places import Place


def tell_decided(case: Case, post: Post) -> None:
    """The author of what is changed or why they are spoken to, and everybody who reported it."""
    decision, ground = Decision(case.decision), Ground(case.ground)
    context: dict[str, object] = {
        "place": Place(post.place).label,
        "one": Place(post.place).one,
        "became": decision.became,
        "ground": ground.label,
        "words": case.words,
    }
    reported = select(Report.reporter_id).where(Report.case_id == case.id)
    told = set(session().scalars(reported)) - {post.author_id}
    everybody = _people({post.author_id, *told})
    if decision is not Decision.LEAVE:
        author = [one for one in everybody if one.id == post.author_id]
        _mail("posts_decided", case, author, context, f"/community/decisions/{case.id}")
    reporters = [one for one in everybody if one.id in told]
    path = post.path or "/community"
    _mail("posts_reported", case, reporters, context, path, can_stop=True)


def tell_appealed(case: Case, post: Post) -> None:
    """The moderators but for whoever decided; that one too where nobody else is there."""
    chosen = select(Person).where(Person.staff_role.is_not(None), Person.deactivated_at.is_(None))
    everybody = list(session().scalars(chosen.order_by(Person.id)))
    others = [one for one in everybody if one.id not in (case.decided_by_id, post.author_id)]
    context: dict[str, object] = {"place": Place(post.place).label, "one": Place(post.place).one}
    path = f"/community/reports/{case.id}"
    _mail("posts_appealed", case, others or everybody, context, path)


def tell_answered(case: Case, post: Post) -> None:
    """The author."""
    context: dict[str, object] = {
        "place": Place(post.place).label,
        "one": Place(post.place).one,
        "upheld": bool(case.upheld),
        "words": case.answer,
        "gone": case.decision == Decision.REDACT,
    }
    path = f"/community/decisions/{case.id}"
    _mail("posts_second_look", case, _people([post.author_id]), context, path)


def _people(numbers: Iterable[int]) -> list[Person]:
    """Those of these who have an open account."""
    chosen = select(Person).where(Person.id.in_(numbers), Person.deactivated_at.is_(None))
    return list(session().scalars(chosen.order_by(Person.id)))


def _mail(
    template: str,
    case: Case,
    to: Iterable[Person],
    context: dict[str, object],
    path: str,
    *,
    can_stop: bool = False,
) -> None:
    letters = [
        outbox.Letter(
            template,
            outbox.Recipient(person.email, person.id, person.name),
            {**context, "path": path},
            f"{template}:{case.id}:{person.id}",
        )
        for person in to
    ]
    notices.write_all(letters, kind=Kind.COMMUNITY, path=path, can_stop=can_stop)
