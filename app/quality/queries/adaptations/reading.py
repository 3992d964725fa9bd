"""What other rooms read about adaptations: as it was on a day, by what was known at a moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.core.clock import in_london
from app.core.db import session
from app.quality.models.adaptations import Adaptation, AdaptationVersion, AdaptationView
from app.quality.rules.adaptations.frame import Fidelity, Kind, Stage, components_of, parted
from app.quality.rules.adaptations.states import View
from app.quality.rules.components import Component


@dataclass(frozen=True)
class Fact:
    """An adaptation that had begun by a day. `entered_on` is the day it was logged, `ended_on` its
    end where that lay on or before the day; `view` the NSPCC's by then, given on `viewed_on`."""

    site_id: int
    adaptation_id: int
    kind: Kind
    stages: tuple[Stage, ...]
    components: tuple[Component, ...]
    fidelity: Fidelity
    critical: bool
    outside: bool
    since: date
    ended_on: date | None
    entered_on: date
    view: View | None
    viewed_on: date | None

    @property
    def goes_on(self) -> bool:
        """Whether it went on that day."""
        return self.ended_on is None


def known(
    site_ids: Collection[int], on: date, known_at: datetime | None = None
) -> dict[int, list[Fact]]:
    """Site -> its adaptations as they were on a day, first begun first; sites without are absent.

    `known_at` leaves out what was entered later; None takes all that is known now. What happened
    and when it was entered are kept apart: a past day can be worked out again either way. Views
    count from the day they were given. Two statements.
    """
    if not site_ids:
        return {}
    numbers = sorted(site_ids)
    views = _views(numbers, on, known_at)
    found: dict[int, list[Fact]] = {}
    for site_id, entered_at, version in session().execute(_versions(numbers, known_at)):
        fact = _fact(site_id, entered_at, version, views.get(version.adaptation_id))
        if fact.since <= on:
            found.setdefault(site_id, []).append(_by(fact, on))
    for facts in found.values():
        facts.sort(key=lambda one: (one.since, one.adaptation_id))
    return found


def _versions(numbers: list[int], known_at: datetime | None) -> Any:
    """The last version of each adaptation that was known then."""
    last = select(AdaptationVersion.adaptation_id, func.max(AdaptationVersion.number).label("last"))
    if known_at is not None:
        last = last.where(AdaptationVersion.entered_at <= known_at)
    newest = last.group_by(AdaptationVersion.adaptation_id).subquery()
    return (
        select(Adaptation.site_id, Adaptation.entered_at, AdaptationVersion)
        .join(AdaptationVersion, AdaptationVersion.adaptation_id == Adaptation.id)
        .join(
            newest,
            (newest.c.adaptation_id == AdaptationVersion.adaptation_id)
            & (newest.c.last == AdaptationVersion.number),
        )
        .where(Adaptation.site_id.in_(numbers))
    )


def _views(
    numbers: list[int], on: date, known_at: datetime | None
) -> Mapping[int, tuple[View, date]]:
    """Adaptation -> the last view given by the day, and known then."""
    chosen = (
        select(AdaptationView.adaptation_id, AdaptationView.view, AdaptationView.given_at)
        .join(Adaptation, Adaptation.id == AdaptationView.adaptation_id)
        .where(Adaptation.site_id.in_(numbers))
        .order_by(AdaptationView.id)
    )
    if known_at is not None:
        chosen = chosen.where(AdaptationView.given_at <= known_at)
    given = (
        (number, View(view), in_london(at).date()) for number, view, at in session().execute(chosen)
    )
    return {number: (view, day) for number, view, day in given if day <= on}


def _fact(
    site_id: int,
    entered_at: datetime,
    version: AdaptationVersion,
    view: tuple[View, date] | None,
) -> Fact:
    said = version.said
    return Fact(
        site_id,
        version.adaptation_id,
        Kind(said["kind"]),
        tuple(Stage(code) for code in parted(said["stages"])),
        components_of(said["components"]),
        Fidelity(said["fidelity"]),
        said["critical"],
        said["outside"],
        date.fromisoformat(said["since"]),
        date.fromisoformat(said["ended_on"]) if said["ended_on"] else None,
        in_london(entered_at).date(),
        *(view or (None, None)),
    )


def _by(fact: Fact, on: date) -> Fact:
    """Without an end that lay later."""
    if fact.ended_on is None or fact.ended_on <= on:
        return fact
    return Fact(**(vars(fact) | {"ended_on": None}))
