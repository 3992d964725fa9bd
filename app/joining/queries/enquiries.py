"""The authorities before their contract: how far each is, and since when nothing was heard."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, union_all

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.accounts.models import Person
from app.core.db import session
from app.joining.models import Contact, Contract, Conversation, Decision, Enquiry
from app.joining.queries.listing import Listed, counted, cut, led_by, named, ordered
from app.joining.rules import QUIET_AFTER, Answer, ContactKind, Step, days_since, is_silent
from app.journey.models import Milestone
from app.journey.rules import MilestoneStatus
from app.sites.models import Site
from app.sites.rules import Stage, Status

QUIET = {str(days): f"{days} days or more" for days in (QUIET_AFTER, 60, 90)}
UNDECIDED = "none"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to and how it is sorted; "" means any.

    `step` is a slug of Step, `quiet` a key of QUIET, `answer` a word of Answer or UNDECIDED.
    """

    q: str = ""
    step: str = ""
    answer: str = ""
    quiet: str = ""
    lead: str = ""
    sort: str = "-silence"


@dataclass(frozen=True)
class EnquiryLine:
    """A site before its contract: the furthest step done, and the last contact."""

    site_id: int
    name: str
    slug: str
    lead: str | None
    step: Step
    last_on: date | None
    answer: Answer | None
    until: date | None
    expected_on: date

    def days(self, today: date) -> int | None:
        """Days since the last contact; None when there was none."""
        return days_since(self.last_on, today)

    def is_silent(self, today: date) -> bool:
        """Whether nothing was heard for too long, though something is expected."""
        return self.answer is not Answer.NO and is_silent(self.last_on, self.until, today)


_DONE = Milestone.status == MilestoneStatus.DONE.value


def _done_on(code: str) -> ColumnElement[Any]:
    return func.max(case((Milestone.code == code, Milestone.happened_on)))


_KNOWN = (
    select(
        Milestone.site_id,
        _done_on("strategic-conversation").label("conversation"),
        _done_on("preisa").label("preisa"),
        _done_on("contract").label("contract"),
    )
    .where(_DONE, Milestone.code.in_(("strategic-conversation", "preisa", "contract")))
    .group_by(Milestone.site_id)
    .subquery()
)
_HEARD = union_all(
    select(Enquiry.site_id.label("site_id"), Enquiry.asked_on.label("day")),
    select(Enquiry.site_id, Enquiry.answered_on),
    select(Contact.site_id, Contact.on).where(Contact.kind != ContactKind.NO_ANSWER.value),
    select(Conversation.site_id, Conversation.held_on),
    select(Milestone.site_id, Milestone.happened_on).where(_DONE, Milestone.code == "preisa"),
).subquery()
_LAST = (
    select(_HEARD.c.site_id, func.max(_HEARD.c.day).label("day"))
    .group_by(_HEARD.c.site_id)
    .subquery()
)
_NEWEST = select(
    Decision.site_id,
    Decision.answer,
    Decision.until,
    func.row_number()
    .over(partition_by=Decision.site_id, order_by=(Decision.decided_on.desc(), Decision.id.desc()))
    .label("place"),
).subquery()


def _here(model: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(model.site_id == Site.id, *more)


_STEP = case(
    (_here(Contract, Contract.ended_on.is_(None)), Step.CONTRACT.value),
    (_KNOWN.c.preisa.is_not(None), Step.PREISA.value),
    (_NEWEST.c.answer == Answer.YES.value, Step.DECISION.value),
    (or_(_KNOWN.c.conversation.is_not(None), _here(Conversation)), Step.CONVERSATION.value),
    (_here(Contact, Contact.kind == ContactKind.WEBINAR.value), Step.WEBINAR.value),
    (_here(Enquiry), Step.ENQUIRY.value),
    else_=Step.NOTHING.value,
)
SORTS: dict[str, Any] = {
    "site": func.lower(Site.name),
    "step": _STEP,
    "silence": _LAST.c.day,
    "lead": func.lower(Person.name),
    "expected": Site.contract_on,
}


def listed(actor: Actor, wanted: Wanted, today: date, page: int = 1) -> Listed[EnquiryLine]:
    """One page of the sites before their contract; two statements whatever is asked."""
    scope, conditions = _scope(actor), _conditions(wanted, today)
    total, found = counted(_joined(), scope, conditions)
    chosen, page = cut(_chosen(wanted).where(*scope, *conditions), page, found)
    return Listed(_rows(chosen), found, total, page)


def everyone(actor: Actor, wanted: Wanted, today: date) -> tuple[EnquiryLine, ...]:
    """All of them, for a file; one statement."""
    return _rows(_chosen(wanted).where(*_scope(actor), *_conditions(wanted, today)))


def _scope(actor: Actor) -> list[ColumnElement[bool]]:
    """In Exploration, not stopped, and nothing signed: neither here nor in the journey."""
    return [
        reach(actor, Can.SEE_ENQUIRIES, Site.id),
        Site.stage == Stage.EXPLORATION.value,
        Site.status != Status.STOPPED.value,
        _KNOWN.c.contract.is_(None),
        ~_here(Contract, Contract.signed_on.is_not(None)),
    ]


def _joined() -> Select[Any]:
    return (
        select()
        .select_from(Site)
        .outerjoin(Person, and_(Person.id == Site.lead_id, Person.deactivated_at.is_(None)))
        .outerjoin(_KNOWN, _KNOWN.c.site_id == Site.id)
        .outerjoin(_LAST, _LAST.c.site_id == Site.id)
        .outerjoin(_NEWEST, and_(_NEWEST.c.site_id == Site.id, _NEWEST.c.place == 1))
    )


def _chosen(wanted: Wanted) -> Select[Any]:
    key = wanted.sort.removeprefix("-")
    sort = wanted.sort
    if key == "silence":  # the longest silence is the earliest last contact
        sort = "silence" if sort.startswith("-") else "-silence"
    return (
        _joined()
        .add_columns(
            Site.id,
            Site.name,
            Site.slug,
            Person.name,
            _STEP,
            _LAST.c.day,
            _NEWEST.c.answer,
            _NEWEST.c.until,
            Site.contract_on,
        )
        .order_by(*ordered(SORTS.get(key, SORTS["site"]), sort))
    )


def _rows(chosen: Select[Any]) -> tuple[EnquiryLine, ...]:
    return tuple(
        EnquiryLine(
            number, name, slug, lead, Step(step), last, Answer(answer) if answer else None, *more
        )
        for number, name, slug, lead, step, last, answer, *more in session().execute(chosen)
    )


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(named(wanted.q))
    if wanted.step:
        found.append(_STEP.in_([Step[wanted.step.upper()].value]))
    if wanted.answer:
        answer = None if wanted.answer == UNDECIDED else wanted.answer
        found.append(_NEWEST.c.answer.is_(None) if answer is None else _NEWEST.c.answer == answer)
    if wanted.quiet:
        found += _quiet(today, int(wanted.quiet))
    if wanted.lead:
        found.append(led_by(wanted.lead))
    return found


def _quiet(today: date, days: int) -> list[ColumnElement[bool]]:
    """Nothing heard for so long from those who did not say no or "not now"."""
    return [
        _LAST.c.day <= today - timedelta(days=days),
        func.coalesce(_NEWEST.c.answer, "") != Answer.NO.value,
        or_(_NEWEST.c.until.is_(None), _NEWEST.c.until <= today),
    ]
