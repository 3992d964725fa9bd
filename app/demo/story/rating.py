"""Scenes of PreISA rounds: opened, answered item by item, signed off, decided on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.assessments import queries, service
from app.assessments.queries import Lock, RoundRef
from app.assessments.rules import Decision, Draft
from app.core import clock
from app.demo.story.people import address_of
from app.demo.story.reading import Place, Preisa
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice
from app.instruments.queries import newest
from app.instruments.rules import AnswerKind

HIGH, MIDDLE = 4, 3
SITTING = 14  # items answered before a break
UNKNOWN, NOT_APPLICABLE = "?", "-"
ALONE = "One person entered what the group had agreed around the table."
Bank = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class OfRound(Scene):
    """Something that happens in a round of a site."""

    site: str
    number: int

    def found(self, cast: Cast, lock: Lock | None = None) -> RoundRef:
        """The round as whoever acts sees it."""
        slug = cast.rounds[self.site, self.number]
        round_ = queries.round_at(cast.site_id(self.site), slug, cast.people[self.by], lock=lock)
        if round_ is None:
            raise LookupError(f"{self.site} has no round {self.number}.")
        return round_


@dataclass(frozen=True)
class Opened(OfRound):
    """A round is opened."""

    closes_on: date

    def play(self, cast: Cast) -> None:
        """Open it on the newest version of the instrument."""
        version = newest("preisa")
        if version is None:
            raise LookupError("The PreISA is not loaded; run `flask seed programme` first.")
        cast.rounds[self.site, self.number] = service.open_round(
            cast.site_id(self.site),
            version,
            opens_on=clock.today(),
            closes_on=self.closes_on,
            opened_by=cast.people[self.by],
        )


@dataclass(frozen=True)
class Begun(OfRound):
    """Somebody begins to answer."""

    role: str

    def play(self, cast: Cast) -> None:
        """Become the rater."""
        service.begin(self.found(cast, "write"), cast.people[self.by], self.role)


@dataclass(frozen=True)
class Answered(OfRound):
    """One item is answered."""

    item_id: str
    draft: Draft

    def play(self, cast: Cast) -> None:
        """Save it."""
        service.save_answer(self.found(cast, "share"), self.item_id, self.draft, seen=0)


@dataclass(frozen=True)
class FactsGiven(OfRound):
    """The facts beside the items are filled in."""

    given: Mapping[str, str]

    def play(self, cast: Cast) -> None:
        """Save them."""
        service.save_facts(self.found(cast, "share"), self.given, seen=0)


@dataclass(frozen=True)
class SignedOff(OfRound):
    """The strategic lead signs off."""

    def play(self, cast: Cast) -> None:
        """Lock, seal, complete the milestone."""
        service.sign_off(self.found(cast, "write"), cast.people[self.by], clock.today(), ALONE)


@dataclass(frozen=True)
class RoundDecided(OfRound):
    """The NSPCC decides."""

    to: Decision
    reason: str

    def play(self, cast: Cast) -> None:
        """Record it on the newest sign-off."""
        found = self.found(cast, "write")
        result = queries.sign_off_of(found.id, found.result_number)
        if result is None:
            raise LookupError(f"{found.title} is not signed off.")
        by = cast.people[self.by]
        service.decide(found, result, decision=self.to.value, reason=self.reason, decided_by=by)


def round_scenes(place: Place, calendar: Calendar, bank: Bank) -> Iterator[Scene]:
    """Every round of one site."""
    for number, preisa in enumerate(place.preisa, 1):
        yield from _round(place, number, preisa, calendar, bank)


def _round(
    place: Place, number: int, preisa: Preisa, calendar: Calendar, bank: Bank
) -> Iterator[Scene]:
    name, opened = place.name, calendar.day(preisa.opened)
    rater = place.speaker(preisa.opened)
    if rater is None:
        raise LookupError(f"{name} has no strategic lead on day {preisa.opened}.")
    by, lead = address_of(place, rater), place.led_by(preisa.opened).lead
    moment = at_work(opened, name, "round", number)
    yield Opened(moment, lead, name, number, calendar.day(preisa.opened + preisa.days))
    first = at_work(calendar.day(preisa.opened + 3), name, "begun", number)
    yield Begun(first, by, name, number, rater.role)
    for at, item_id, draft in _answers(place, preisa, calendar, bank, first):
        yield Answered(at, by, name, number, item_id, draft)
    if preisa.facts:
        yield FactsGiven(first + timedelta(minutes=1), by, name, number, preisa.facts)
    if preisa.signed is not None:
        signed = at_work(calendar.day(preisa.signed), name, "signed", number)
        yield SignedOff(signed, by, name, number)
    if preisa.decision is not None:
        decided, to = preisa.decision, Decision(preisa.decision.to)
        moment = at_work(calendar.day(decided.day), name, "decided", number)
        by = place.led_by(decided.day).lead
        yield RoundDecided(moment, by, name, number, to, decided.reason)


def _answers(
    place: Place, preisa: Preisa, calendar: Calendar, bank: Bank, first: datetime
) -> Iterator[tuple[datetime, str, Draft]]:
    """The answers in two sittings, a few minutes apart, with what was noted."""
    chance, at, count = dice(place.name, preisa.opened), first, 0
    resumed = at_work(calendar.day(preisa.opened + 5), place.name, "resumed")
    resumed = max(resumed, first + timedelta(hours=3))
    for section, scores in preisa.scores.items():
        for index, score in enumerate(scores, 1):
            at = resumed if count == SITTING else at + timedelta(minutes=chance.randint(1, 4))
            count += 1
            item_id = f"{section}{index}"
            yield at, item_id, _draft(preisa, item_id, score, calendar, bank[item_id])


def _draft(
    preisa: Preisa, item_id: str, score: int | str, calendar: Calendar, words: Mapping[str, Any]
) -> Draft:
    if score == UNKNOWN:
        who = preisa.unknown[item_id]
        due_on = calendar.day(int(who["by"]))
        return Draft(AnswerKind.NOT_KNOWN, owner=who["owner"], due_on=due_on)
    if score == NOT_APPLICABLE:
        return Draft(AnswerKind.NOT_APPLICABLE, reason=preisa.not_applicable[item_id])
    number = int(score)
    has_evidence = number >= HIGH and item_id not in preisa.bare
    comment = "" if number >= HIGH else words["middle" if number == MIDDLE else "low"]
    evidence = words["evidence"] if has_evidence else ""
    return Draft(AnswerKind.SCORE, number, evidence=evidence, comment=comment)
