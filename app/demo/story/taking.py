"""Scenes of the assessment after training: somebody takes it, and tries again until they pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.core import clock
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import dice
from app.instruments.rules import Instrument, needed
from app.training.queries import assessment as reads
from app.training.service import assessment as service

FAILS = 0.25  # of those who begin, at the first try
NEVER_AGAIN = 0.3  # of those who failed
PAUSE = timedelta(days=3)


@dataclass(frozen=True)
class Invited(Scene):
    """Somebody is invited to the assessment without a session."""

    site: str
    who: str

    def play(self, cast: Cast) -> None:
        """Invite them by mail."""
        found = cast.sites[self.site]
        named = service.SiteNamed(found.id, found.slug, found.name)
        service.invite(named, [cast.people[self.who]])


@dataclass(frozen=True)
class Assessed(Scene):
    """Somebody who came to a session takes the assessment, for the first or the second time."""

    site: str
    again: bool = False

    def play(self, cast: Cast) -> None:
        """A try; nothing for somebody who was away, and no second where the first is enough."""
        chance = dice(self.site, self.by, "assessment")
        site_id, person_id = cast.site_id(self.site), cast.people[self.by]
        fails, right, gives_up = chance.random(), chance.randint(6, 8), chance.random()
        if not reads.openings(person_id, [site_id])[site_id]:
            return
        if not self.again:
            self._take(site_id, person_id, right=right if fails < FAILS else 0, number=1)
        elif fails < FAILS and gives_up > NEVER_AGAIN:
            self._take(site_id, person_id, right=0, number=2)

    def _take(self, site_id: int, person_id: int, *, right: int, number: int) -> None:
        """A try with so many right answers; 0 for as many as somebody who passes has."""
        chance = dice(self.site, self.by, "try", number)
        with clock.pretend(self.moment - timedelta(minutes=chance.randint(9, 25))):
            attempt_id = service.begin(site_id, person_id)
            found = reads.attempt(attempt_id, person_id, [site_id])
            if found is None:
                raise LookupError(f"{self.by} has no try at {self.site}.")
            quiz = found.instrument()
            right = right or chance.randint(needed(quiz), len(quiz.items))
            service.answer_all(found, _answers(quiz, right))
        service.hand_in(found, dice(self.site, self.by, "number", number).randrange)


def _answers(quiz: Instrument, right: int) -> Mapping[str, list[str]]:
    """Answers of which so many are right."""
    wrong = dice(quiz.code, right).sample(range(len(quiz.items)), len(quiz.items) - right)
    return {
        item.id: [one.id for one in item.choices if one.right]
        if place not in wrong
        else [next(one.id for one in item.choices if not one.right)]
        for place, item in enumerate(quiz.items)
    }
