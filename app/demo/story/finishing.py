"""Scenes at the end of a round: signed off, answered by the NSPCC, turned into actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.assessments import queries, service
from app.assessments.queries import SignOffRow
from app.assessments.reading import gap_table, with_actions
from app.assessments.rules import NspccAnswer
from app.assessments.service.gaps import Wanted, raise_gaps
from app.core import clock
from app.demo.story.plots import Reopening, Verdict
from app.demo.story.rating import OfRound
from app.demo.story.scenes import Cast
from app.plans import queries as plans
from app.plans import service as plan_service
from app.plans.rules import ActionStatus

MOST_ACTIONS = 6


@dataclass(frozen=True)
class SignedOff(OfRound):
    """The strategic lead signs off."""

    def play(self, cast: Cast) -> None:
        """Lock, seal, complete the milestone."""
        service.sign_off(self.found(cast, "write"), cast.people[self.by], clock.today())


@dataclass(frozen=True)
class RoundDecided(OfRound):
    """The NSPCC answers and decides."""

    verdict: Verdict
    on: date | None

    def play(self, cast: Cast) -> None:
        """Record it on the newest sign-off."""
        found, said = self.found(cast, "write"), self.verdict
        signed = queries.sign_off_of(found.id, found.result_number)
        if signed is None:
            raise LookupError(f"{found.title} is not signed off.")
        answer = NspccAnswer(said.to, self.on, said.reason, dict(said.sections))
        service.decide(found, signed, answer, cast.people[self.by])


@dataclass(frozen=True)
class Reopened(OfRound):
    """A signed-off round is opened again, to talk about some items once more."""

    reopening: Reopening

    def play(self, cast: Cast) -> None:
        """Open it again; the result is kept."""
        service.reopen(self.found(cast, "write"), self.reopening.reason)
        found = self.found(cast)
        if found.room is None:
            return
        for item_id in self.reopening.items:
            service.undo_agreement(found, found.room, item_id, found.room.facilitator_id)


@dataclass(frozen=True)
class ActionsRaised(OfRound):
    """Gaps of a result become actions of the plan; `owners` (addresses) take turns."""

    owners: Sequence[str]

    def play(self, cast: Cast) -> None:
        """Take what is suggested for the lowest gaps."""
        found = self.found(cast, "write")
        signed = queries.sign_off_of(found.id, found.result_number)
        if signed is None:
            raise LookupError(f"{found.title} is not signed off.")
        wanted = self._wanted(cast, found, signed)
        path = f"/sites/{cast.sites[self.site].slug}/assessments/{found.slug}/result"
        by = cast.people[self.by]
        place = (signed.id, signed.number)
        cast.actions[self.site, self.number] = raise_gaps(
            found, place, wanted, {}, path=path, raised_by=by
        )

    def _wanted(self, cast: Cast, found: queries.RoundRef, signed: SignOffRow) -> list[Wanted]:
        owners = plans.owners(found.site_id)
        table = gap_table(found, with_actions(found, signed), owners, clock.today())
        return [
            Wanted(
                item_id=row.id,
                title=row.title,
                detail=row.detail,
                due_on=row.due_on,
                side=row.side,
                owner_id=cast.people[self.owners[place % len(self.owners)]],
                owner_name="",
            )
            for place, row in enumerate(table.rows[:MOST_ACTIONS])
        ]


@dataclass(frozen=True)
class ActionMoved(OfRound):
    """Somebody says how far an action of the round is; nothing where there are fewer."""

    place: int
    status: ActionStatus
    reason: str = ""

    def play(self, cast: Cast) -> None:
        """Change its status."""
        numbers = cast.actions.get((self.site, self.number), [])
        if self.place >= len(numbers):
            return
        found = plans.find(cast.site_id(self.site), numbers[self.place])
        if found is None:
            raise LookupError(f"{self.site} has no action {numbers[self.place]}.")
        on = clock.today() if self.status is ActionStatus.DONE else None
        plan_service.set_status(found, self.status, reason=self.reason, on=on)
