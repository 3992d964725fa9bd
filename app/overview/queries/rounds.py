"""Self assessments of many sites in a fixed number of reads: what is under way, and the newest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.assessments.models import Rater, Round, SignOff
from app.assessments.queries import RoundRow, to_act_on
from app.assessments.queries.raters import handed_in
from app.assessments.rules import RoundState, check_quorum, decision_option
from app.core.clock import in_london
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument
from app.overview.rules import RoundFacts, short_words


@dataclass(frozen=True)
class NewestRound:
    """The newest round of an instrument at a site. `roles`: of each rater who handed in."""

    slug: str
    number: int
    state: RoundState
    closes_on: date
    signed_off_at: datetime | None
    decision: str | None
    roles: tuple[str, ...]
    instrument: Instrument

    @property
    def name(self) -> str:
        """As people call it, such as "ISA"."""
        return self.instrument.short_title

    @property
    def decided(self) -> str | None:
        """What the NSPCC decided, in words; None while it has not."""
        found = decision_option(self.instrument, self.decision)
        return found.label if found else None

    @property
    def is_enough(self) -> bool:
        """Whether as many people from as many roles handed in as the instrument asks for."""
        return check_quorum(self.instrument, self.roles).is_met

    def words(self, today: date) -> str:
        """What it is and where it stands, for a cell of a table."""
        done = len(self.roles)
        return f"{self.name}: {short_words(self.state, done, self.closes_on, self.decided, today)}"


@dataclass(frozen=True)
class SiteRounds:
    """The self assessments of a site.

    `current` are those under way and those that wait for the NSPCC's decision, the former first;
    `newest` is the newest round of each instrument by its code, the last opened first.
    """

    current: tuple[RoundRow, ...]
    newest: Mapping[str, NewestRound]

    @property
    def facts(self) -> tuple[RoundFacts, ...]:
        """The current ones as plain values."""
        return tuple(round_facts(row, self.newest.get(row.instrument.code)) for row in self.current)


NO_ROUNDS = SiteRounds((), {})


def round_facts(row: RoundRow, newest: NewestRound | None) -> RoundFacts:
    """A round as rules take it."""
    decided = decision_option(row.instrument, row.decision)
    return RoundFacts(
        name=row.short_title,
        slug=row.slug,
        state=row.state,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        answering=row.answering,
        is_enough=newest is not None and newest.is_enough,
        signed_off_on=in_london(row.signed_off_at).date() if row.signed_off_at else None,
        decided=decided.label if decided else None,
    )


def rounds_by_site(site_ids: Collection[int], person_id: int) -> dict[int, SiteRounds]:
    """The self assessments of these sites as `person_id` meets them, in two statements.

    Sites without one are absent. A result nobody decided on counts until there is a newer round
    of the same instrument.
    """
    newest = newest_rounds(site_ids)
    current = to_act_on(site_ids, person_id) if site_ids else {}
    return {
        site_id: SiteRounds(
            tuple(
                row
                for row in current.get(site_id, ())
                if row.number == rounds[row.instrument.code].number
            ),
            rounds,
        )
        for site_id, rounds in newest.items()
    }


def _roles_handed_in() -> ScalarSelect[Any]:
    """The roles of those who handed in, with commas between; codes of roles hold none."""
    return (
        select(func.aggregate_strings(Rater.role, ","))
        .where(Rater.round_id == Round.id, handed_in())
        .correlate(Round)
        .scalar_subquery()
    )


def newest_rounds(site_ids: Collection[int]) -> dict[int, dict[str, NewestRound]]:
    """Site -> code of an instrument -> its newest round, the last opened first; one statement."""
    if not site_ids:
        return {}
    later = aliased(Round)
    is_followed = exists().where(
        later.site_id == Round.site_id, later.code == Round.code, later.number > Round.number
    )
    rows = session().execute(
        select(
            Round.site_id,
            Round.code,
            Round.slug,
            Round.number,
            Round.state,
            Round.closes_on,
            Round.instrument_version_id,
            InstrumentVersion.content_hash,
            SignOff.signed_off_at,
            SignOff.decision,
            _roles_handed_in().label("roles"),
        )
        .join(Round.instrument_version)
        .outerjoin(
            SignOff, and_(SignOff.round_id == Round.id, SignOff.number == Round.result_number)
        )
        .where(Round.site_id.in_(site_ids), ~is_followed)
        .order_by(Round.id.desc())
    )
    found: dict[int, dict[str, NewestRound]] = {}
    for row in rows:
        found.setdefault(row.site_id, {})[row.code] = _newest(row)
    return found


def _newest(row: Any) -> NewestRound:
    return NewestRound(
        slug=row.slug,
        number=row.number,
        state=RoundState(row.state),
        closes_on=row.closes_on,
        signed_off_at=row.signed_off_at,
        decision=row.decision,
        roles=tuple(row.roles.split(",")) if row.roles else (),
        instrument=instruments.instrument(row.instrument_version_id, row.content_hash),
    )
