"""What other rooms know of the gate of a site's present stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.assessments.models import Round, SignOff
from app.assessments.rules import Decision, answers_by_item, decision_option
from app.core.clock import in_london
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument, Result, score_instrument
from app.journey.queries import DecisionRow
from app.journey.rules import Stage
from app.meetings.models import Group, Meeting
from app.meetings.rules import Kind, State
from app.overview.rules import facts
from app.overview.rules.gate import KnownFact
from app.plans import queries as plans
from app.plans.rules import ActionStatus
from app.training.queries import coverage as coverage_reads
from app.training.queries import trainers as trainer_reads
from app.training.rules.coverage import altogether, coverage
from app.training.rules.licences import LicenceState
from app.training.rules.register import StaffRole

QUARTER = timedelta(days=91)
IN_FORCE = (LicenceState.GOOD, LicenceState.SOON)
ORIGIN = "assessment"

Facts = dict[str, KnownFact]
DoneOn = Mapping[str, date | None]


@dataclass(frozen=True)
class LastResult:
    """The newest signed-off result of an instrument, scored; `ids` are all sign-offs of its round,
    which actions name as their origin."""

    signed: facts.Signed
    instrument: Instrument
    result: Result
    decision: str | None
    ids: frozenset[int]


def facts_of(
    site_id: int, stage: Stage, done_on: DoneOn, full_since: date | None, today: date
) -> Facts:
    """What is known of the criteria of a stage, by their codes; at most four statements.

    `done_on`: the milestones done and when; `full_since`: when full implementation was decided.
    """
    if stage is Stage.EXPLORATION:
        return _exploration(site_id)
    if stage is Stage.INSTALLATION:
        return _installation(site_id, today)
    if stage is Stage.INITIAL:
        return _initial(site_id)
    if stage is Stage.FULL:
        percent = coverage_on(site_id, today)[0]
        found = facts.coverage_fact(percent, "half-trained-and-using" in done_on)
        return _known({"coverage-half": found})
    review = facts.yearly_fact(done_on.get("sustainability-review"), today)
    lasting = facts.lasting_fact(full_since, today)
    return _known({"use-continues": lasting, "yearly-review": review})


def coverage_on(site_id: int, today: date) -> list[float | None]:
    """Per cent of the intended roles trained and in post: today, one and two quarters ago.

    Held against the headcount of today. None where nobody is intended, or nobody was ever trained:
    an empty register says that it is not kept, not that nobody is trained. Two statements.
    """
    teams, people = coverage_reads.headcounts(site_id), coverage_reads.posts(site_id)
    if all(one.trained_on is None for one in people):
        return [None] * 3
    return [
        altogether(
            row for role in StaffRole for row in coverage(teams, people, role, today - n * QUARTER)
        ).percent
        for n in range(3)
    ]


def full_since(decisions: Sequence[DecisionRow]) -> date | None:
    """When full implementation was last decided on, of decisions newest first."""
    for stage in (Stage.FULL, Stage.SUSTAINABILITY):
        for one in decisions:
            if one.to_stage is stage:
                return one.decided_on
    return None


def _known(found: Mapping[str, KnownFact | None]) -> Facts:
    return {code: fact for code, fact in found.items() if fact is not None}


def _exploration(site_id: int) -> Facts:
    last = last_result(site_id, "preisa")
    if last is None:
        return {}
    result = last.result
    apart = sum(item.needs_consensus and not item.agreed for item in result.items)
    return _known(
        {
            "preisa-agreed": facts.agreed_fact(last.signed, len(result.unanswered), apart),
            "no-low-critical-item": _criticals(site_id, last),
            "decision-to-proceed": _decided(last),
        }
    )


def _criticals(site_id: int, last: LastResult) -> KnownFact:
    asked = [one.criticals for one in last.instrument.scoring.guide if one.criticals is not None]
    mark = max(asked, default=3)
    low = [one.id for one in last.result.criticals if one.score is None or one.score < mark]
    raised = plans.by_origin(site_id, ORIGIN, last.ids) if low else []
    with_action = {
        one.origin.part
        for one in raised
        if one.origin is not None and one.status is not ActionStatus.DROPPED
    }
    return facts.criticals_fact(last.signed, mark, low, with_action)


def _decided(last: LastResult) -> KnownFact | None:
    found = decision_option(last.instrument, last.decision)
    if found is None:
        return None
    source = f"The NSPCC's decision after {last.signed.name}: {found.label.lower()}."
    met = last.decision == Decision.PROCEED
    return KnownFact(met, source, "assessments.result", last.signed.slug)


def _installation(site_id: int, today: date) -> Facts:
    trainers = trainer_reads.all_of_site(site_id)
    there = [one for one in trainers if one.left_on is None or one.left_on >= today]
    licensed = sum(one.state(today) in IN_FORCE for one in there)
    return _known(
        {
            "trainers-accredited": facts.trainers_fact(licensed, len(trainers)),
            "steering-group-meets": _steering(site_id),
        }
    )


def _steering(site_id: int) -> KnownFact | None:
    held = Meeting.state == State.HELD.value
    row: Any = (
        session()
        .execute(
            select(
                func.min(Group.set_up_on),
                func.count(Meeting.id).filter(held),
                func.max(Meeting.starts_at).filter(held),
            )
            .select_from(Group)
            .outerjoin(Meeting, Meeting.group_id == Group.id)
            .where(Group.site_id == site_id, Group.kind == Kind.STEERING.value)
        )
        .one()
    )
    set_up_on, times, last_at = row
    if set_up_on is None:
        return None
    last_on = in_london(last_at).date() if last_at else None
    return facts.steering_fact(set_up_on, times, last_on)


def _initial(site_id: int) -> Facts:
    last = last_result(site_id, "isa")
    if last is None:
        return {}
    band = last.result.band
    return {
        "isa-reached": facts.isa_fact(
            last.signed,
            last.result.percent,
            band.band.label if band else "",
            band.band.from_percent if band else None,
        )
    }


def last_result(site_id: int, code: str) -> LastResult | None:
    """The newest signed-off result of an instrument at a site, scored; one statement."""
    other = aliased(Round)
    newest = (
        select(func.max(other.number))
        .join(SignOff, SignOff.round_id == other.id)
        .where(other.site_id == site_id, other.code == code)
        .correlate(None)
        .scalar_subquery()
    )
    wanted = (Round.site_id == site_id, Round.code == code, Round.number == newest)
    rows = session().execute(_signed().where(*wanted).order_by(SignOff.number.desc()))
    found = rows.all()
    return _scored(found[0], frozenset(row.id for row in found)) if found else None


def newest_result(site_id: int) -> LastResult | None:
    """What was signed off last at a site, with whatever instrument, scored; one statement. `ids`
    holds that sign-off alone."""
    newest = _signed().where(Round.site_id == site_id).order_by(SignOff.signed_off_at.desc())
    row = session().execute(newest.limit(1)).first()
    return None if row is None else _scored(row, frozenset({row.id}))


def _signed() -> Select[Any]:
    return (
        select(
            SignOff.id,
            SignOff.content,
            SignOff.signed_off_at,
            SignOff.decision,
            Round.slug,
            Round.number,
            Round.instrument_version_id,
            InstrumentVersion.content_hash,
        )
        .join(Round, Round.id == SignOff.round_id)
        .join(Round.instrument_version)
    )


def _scored(row: Any, ids: frozenset[int]) -> LastResult:
    instrument = instruments.instrument(row.instrument_version_id, row.content_hash)
    signed_on = in_london(row.signed_off_at).date()
    return LastResult(
        signed=facts.Signed(row.slug, f"{instrument.short_title}, round {row.number}", signed_on),
        instrument=instrument,
        result=score_instrument(instrument, answers_by_item(row.content)),
        decision=row.decision,
        ids=ids,
    )
