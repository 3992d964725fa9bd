"""The same change at several sites: whether the guidance of the NSPCC should change."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, distinct, func, select

from app.accounts.models import Person
from app.core.db import session
from app.quality.models.adaptations import Adaptation, GuidanceAnswer
from app.quality.queries.adaptations.rows import AdaptationRow, rows_of, selected
from app.quality.rules.adaptations.frame import Kind
from app.quality.rules.adaptations.states import FEWEST_SITES
from app.quality.rules.components import Component


@dataclass(frozen=True)
class AnswerRow:
    """What the NSPCC decided: at how many sites it was found then, whether guidance changed."""

    sites: int
    changed: bool
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Prompt:
    """One kind of change to one component, at how many sites it goes on, and the last answer;
    `is_open` while nobody answered, or it is found at more sites than when somebody did."""

    kind: Kind
    component: Component
    sites: int
    answer: AnswerRow | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answer is None or self.sites > self.answer.sites


def prompts() -> list[Prompt]:
    """What is found at three sites or more, open ones first, then by how many; two statements."""
    answers = _answers()
    found = [
        Prompt(Kind(row.kind), component, number, answers.get((row.kind, component.value)))
        for row in session().execute(_counted())
        for component in Component
        if (number := getattr(row, component.value)) >= FEWEST_SITES
    ]
    return sorted(found, key=lambda one: (not one.is_open, -one.sites, one.kind, one.component))


def prompt(kind: str, component: str) -> tuple[Prompt, tuple[AdaptationRow, ...]] | None:
    """One of them with its adaptations; None where it is found at fewer sites."""
    if kind not in set(Kind) or component not in set(Component):
        return None
    goes_on = _same(kind, component)
    rows = rows_of(selected().where(*goes_on).order_by(Adaptation.since, Adaptation.id))
    number = len({row.site_id for row in rows})
    if number < FEWEST_SITES:
        return None
    answer = _answers().get((kind, component))
    return Prompt(Kind(kind), Component(component), number, answer), rows


def found_at(kind: str, component: str) -> int:
    """At how many sites it goes on."""
    number = func.count(distinct(Adaptation.site_id))
    return session().scalar(select(number).where(*_same(kind, component))) or 0


def _same(kind: str, component: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Adaptation.ended_on.is_(None),
        Adaptation.kind == kind,
        Adaptation.components.contains(f",{component},", autoescape=True),
    )


def _counted() -> Select[*tuple[object, ...]]:
    """Kind -> at how many sites each component is touched by what goes on."""
    columns = [
        func.count(
            distinct(
                case(
                    (
                        Adaptation.components.contains(f",{one.value},", autoescape=True),
                        Adaptation.site_id,
                    )
                )
            )
        ).label(one.value)
        for one in Component
    ]
    wanted = select(Adaptation.kind, *columns).where(Adaptation.ended_on.is_(None))
    return wanted.group_by(Adaptation.kind)


def _answers() -> dict[tuple[str, str], AnswerRow]:
    """(kind, component) -> the last answer."""
    rows = session().execute(
        select(GuidanceAnswer, Person.name)
        .join(Person, Person.id == GuidanceAnswer.answered_by_id)
        .order_by(GuidanceAnswer.id)
    )
    return {
        (one.kind, one.component): AnswerRow(
            one.sites, one.changed, one.reason, one.answered_at, name
        )
        for one, name in rows
    }
