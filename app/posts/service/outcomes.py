"""Telling the author, whoever reported, and the moderators what becomes of a report."""

from collections.abc import Collection, Iterable

from sqlalchemy import exists, or_, select

from app.accounts.models import Person
from app.core import outbox
from app.core.db import session
from app.notices import service as notices
from app.notices.models import Mute
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
    author, reporters = _concerned(case, post)
    if decision is not Decision.LEAVE:
        _mail("posts_decided", case, author, context, f"/community/decisions/{case.id}")
    _tell_reporters(case, reporters, context, post.path or "/community")


def _concerned(case: Case, post: Post) -> tuple[list[Person], list[tuple[Person, bool]]]:
    """The author, and who else reported it with whether they want no mail of the community; those
    who have an open account. One statement."""
    muted = exists().where(Mute.person_id == Person.id, Mute.kind == Kind.COMMUNITY.value)
    reported = select(Report.reporter_id).where(Report.case_id == case.id)
    chosen = select(Person, muted).where(
        or_(Person.id == post.author_id, Person.id.in_(reported)), Person.deactivated_at.is_(None)
    )
    rows = [(one, wants_none) for one, wants_none in session().execute(chosen.order_by(Person.id))]
    author = [one for one, _ in rows if one.id == post.author_id]
    return author, [row for row in rows if row[0].id != post.author_id]


def _tell_reporters(
    case: Case, to: Collection[tuple[Person, bool]], context: dict[str, object], path: str
) -> None:
    """A mail, or only a notice to those who want no mail of the community."""
    mailed = [one for one, wants_none in to if not wants_none]
    _mail("posts_reported", case, mailed, context, path)
    title = f"What came of your report about {context['one']}: {context['became']}"
    notices.tell_all(
        notices.News(one.id, Kind.COMMUNITY, title, path, f"posts_reported:{case.id}:{one.id}")
        for one, wants_none in to
        if wants_none
    )


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
    template: str, case: Case, to: Iterable[Person], context: dict[str, object], path: str
) -> None:
    for person in to:
        notices.write(
            template,
            outbox.Recipient(person.email, person.id, person.name),
            {**context, "path": path},
            kind=Kind.COMMUNITY,
            path=path,
            key=f"{template}:{case.id}:{person.id}",
        )
