"""What happened in each round of a site, worked out from its plot: who answered when, and so on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from app.assessments.rules import Draft, roles_of
from app.demo.story import finishing, meeting, rating
from app.demo.story.people import address_of
from app.demo.story.reading import Colleague, Place
from app.demo.story.scenes import Scene
from app.demo.story.timing import Calendar, at_work, dice
from app.demo.story.voting import Bank, Voted, Votes
from app.instruments.queries import VersionRef, instrument, newest
from app.plans.rules import ActionStatus

SITTING = 14  # items answered before a break
BREAK = timedelta(hours=2)
OLD = -300  # what was raised before that day has come to an end by now
NOTHING_MORE = "Overtaken by what the teams do now."
INSTEAD_OF = {"strategic-lead": "strategic", "trainer": "practitioner", "partner": ""}


def _version(code: str) -> VersionRef:
    """The newest version of an instrument; LookupError when it is not loaded."""
    version = newest(code)
    if version is None:
        raise LookupError(f"{code} is not loaded; run `flask seed programme` first.")
    return version


def round_scenes(place: Place, calendar: Calendar, banks: Mapping[str, Bank]) -> Iterator[Scene]:
    """Every round of one site."""
    for number, plot in enumerate(place.rounds, 1):
        yield from _Teller(place, number, calendar, banks[plot.code]).tell()


class _Teller:
    """Tells one round, from opening it to the actions it raised."""

    def __init__(self, place: Place, number: int, calendar: Calendar, bank: Bank) -> None:
        self.place, self.calendar, self.bank = place, calendar, bank
        self.plot = plot = place.rounds[number - 1]
        self.key = (place.name, number)
        self.version = _version(plot.code)
        form = instrument(self.version.id, self.version.content_hash)
        self.roles = roles_of(form)
        self.raters = self._raters()
        self.votes = Votes(place.name, plot, form, calendar, bank).cast(len(self.raters))
        self.latest = self._at(plot.opened, "opened")

    def _at(self, offset: int, *what: object) -> datetime:
        return at_work(self.calendar.day(offset), *self.key, *what)

    def _then(self, offset: int, what: str) -> datetime:
        """A moment of that day, later than all that was told so far."""
        self.latest = max(self._at(offset, what), self.latest + timedelta(minutes=20))
        return self.latest

    def _lead(self, offset: int) -> str:
        return self.place.led_by(offset).lead

    def _speaker(self, offset: int) -> str:
        speaker = self.place.speaker(offset)
        if speaker is None:
            raise LookupError(f"{self.place.name} has no strategic lead on day {offset}.")
        return address_of(self.place, speaker)

    def _raters(self) -> list[tuple[Colleague, str]]:
        """Who is asked, and in which role of the instrument."""
        named = [self.place.person(name) for name in self.plot.raters]
        people = named or [one for one in self.place.people if one.here(self.plot.opened)]
        roles = [(one, self._role(one.seat)) for one in people]
        return [(one, role) for one, role in roles if role]

    def _role(self, seat: str) -> str:
        return seat if seat in self.roles else INSTEAD_OF.get(seat, "")

    def tell(self) -> Iterator[Scene]:
        """The scenes of the round."""
        plot, opened, lead = self.plot, self.latest, self._lead(self.plot.opened)
        closes_on = self.calendar.day(plot.opened + plot.days)
        yield rating.Opened(opened, lead, *self.key, self.version, closes_on)
        asked = opened + timedelta(minutes=6)
        roles = {address_of(self.place, one): role for one, role in self.raters}
        yield rating.RatersAsked(asked, lead, *self.key, roles)
        yield from self._beside(opened)
        for index, (one, role) in enumerate(self.raters):
            yield from self._rating(index, one, role)
        if plot.room_day is not None:
            yield from self._room(plot.room_day)
        if plot.signed is not None:
            yield from self._finish(plot.signed)

    def _beside(self, opened: datetime) -> Iterator[Scene]:
        """What is put beside the items, and who has to join the site first."""
        plot, lead = self.plot, self._lead(self.plot.opened)
        if plot.offered:
            at = opened + timedelta(minutes=9)
            yield rating.Offered(at, lead, *self.key, plot.offered, self.calendar.day(plot.opened))
        if plot.joining is not None:
            one = plot.joining
            email = address_of(self.place, Colleague(one.name, "", "", one.day))
            at, by = self._at(one.day, "joining"), self._lead(one.day)
            yield rating.NewcomerAsked(at, by, *self.key, one.name, email, one.role)
        for piece in plot.evidence:
            by = address_of(self.place, self.place.person(piece.by))
            yield rating.PieceAdded(opened + timedelta(minutes=14), by, *self.key, piece)

    def _rating(self, index: int, one: Colleague, role: str) -> Iterator[Scene]:
        count = self.plot.begun.get(one.name, len(self.votes))
        if not count:
            return
        by, chance = address_of(self.place, one), dice(*self.key, one.name)
        day = chance.randint(
            self.plot.opened + 1, max(self.plot.last_sitting, self.plot.opened + 1)
        )
        first = max(
            self._at(day, one.name), self._at(self.plot.opened, "opened") + timedelta(hours=1)
        )
        answers = list(self._answers(index, first, chance.randint(45, 110), count))
        pieces = [piece for piece in self.plot.evidence if piece.by == one.name]
        yield rating.Begun(first, by, *self.key, role)
        facts = self.plot.facts if index == 0 else None
        at = first + timedelta(seconds=20)
        yield rating.Sat(at, by, *self.key, answers, pieces, facts)
        done = answers[-1][0] + timedelta(minutes=2)
        self.latest = max(self.latest, done)
        if one.name not in self.plot.begun:
            yield rating.HandedIn(done, by, *self.key)

    def _answers(
        self, index: int, first: datetime, pace: int, count: int
    ) -> Iterator[tuple[datetime, str, Draft]]:
        """The answers in two sittings, so many seconds apart, give or take."""
        chance, at = dice(*self.key, index, "pace"), first
        for place, voted in enumerate(self.votes[:count]):
            at += timedelta(seconds=chance.randint(pace - 30, pace + 30))
            at += BREAK if place == SITTING else timedelta()
            yield at, voted.id, voted.drafts[index]

    def _room(self, day: int) -> Iterator[Scene]:
        plot, lead = self.plot, self._lead(day)
        opened = self._then(day, "room")
        yield meeting.RoomOpened(opened, lead, *self.key)
        shown = self.votes[: plot.revealed]
        agreed = {one.id: one.agreed for one in self._settled(shown) if one.agreed is not None}
        views = [(self._address(one.by), one) for one in plot.views]
        note = plot.note or (dice(*self.key, "note").choice(self.bank["notes"]))
        begins = opened + timedelta(minutes=8)
        items = [one.id for one in shown]
        yield meeting.Talked(begins, lead, *self.key, items, agreed, views, note)
        self.latest = begins + meeting.LONGEST
        if plot.closed and plot.revealed is None:
            self.latest += timedelta(minutes=2)
            yield meeting.RoomClosed(self.latest, lead, *self.key)

    def _settled(self, shown: Sequence[Voted]) -> Sequence[Voted]:
        """What is agreed by now: all of it, or the first ones of an unfinished conversation."""
        return shown if self.plot.revealed is None else shown[: self.plot.agreed]

    def _address(self, name: str) -> str:
        return address_of(self.place, self.place.person(name))

    def _finish(self, signed: int) -> Iterator[Scene]:
        plot, key = self.plot, self.key
        yield finishing.SignedOff(self._then(signed, "signed"), self._speaker(signed), *key)
        after = signed
        if plot.decision is not None:
            after, said = plot.decision.day, plot.decision
            on = None if said.date is None else self.calendar.day(said.date)
            at, lead = self._then(after, "decided"), self._lead(after)
            yield finishing.RoundDecided(at, lead, *key, said, on)
            if plot.actions:
                yield from self._actions(after + 4)
        if plot.reopened is not None:
            day = plot.reopened.day
            at = self._then(day, "reopened")
            yield finishing.Reopened(at, self._lead(day), *key, plot.reopened)

    def _actions(self, day: int) -> Iterator[Scene]:
        """Actions raised with the authority, and what became of them."""
        here = [one for one, _ in self.raters if one.here(day)]
        owners = [address_of(self.place, one) for one in here]
        if not owners or day >= -1:
            return
        at = self._then(day, "actions")
        yield finishing.ActionsRaised(at, self._lead(day), *self.key, owners)
        quiet = self.place.calls.until
        for place in range(finishing.MOST_ACTIONS):
            moved = self._fate(place, day)
            if moved and moved[0] < min(-1, quiet if quiet is not None and quiet < 0 else -1):
                offset, status, why = moved
                by = self.place.speaker(offset)
                who = address_of(self.place, by) if by else self._lead(offset)
                at = self._at(offset, "action", place)
                yield finishing.ActionMoved(at, who, *self.key, place, status, why)

    def _fate(self, place: int, raised: int) -> tuple[int, ActionStatus, str] | None:
        chance = dice(*self.key, "action", place)
        roll, took = chance.random(), chance.randint(12, 75)
        if roll < (0.85 if raised < OLD else 0.55):
            return raised + took, ActionStatus.DONE, ""
        if raised < OLD or roll < 0.62:
            return raised + took, ActionStatus.DROPPED, NOTHING_MORE
        return (raised + took // 3, ActionStatus.IN_PROGRESS, "") if roll < 0.82 else None
