"""Scenes of private rating: a round opened, people asked, evidence added, answers handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.assessments import queries, service
from app.assessments.queries import Lock, RoundRef
from app.assessments.rules import Draft
from app.assessments.service.facts_offered import OfferedWords, offer_facts
from app.core import clock
from app.demo.story.plots import Offer, Piece
from app.demo.story.scenes import Cast, Scene
from app.evidence import service as evidence
from app.instruments.queries import VersionRef


@dataclass(frozen=True)
class OfRound(Scene):
    """Something that happens in a round of a site; rounds of a site are numbered from 1."""

    site: str
    number: int

    def found(self, cast: Cast, lock: Lock | None = None, by: str = "") -> RoundRef:
        """The round as whoever acts sees it."""
        slug, site_id = cast.rounds[self.site, self.number], cast.site_id(self.site)
        round_ = queries.round_at(site_id, slug, cast.people[by or self.by], lock=lock)
        if round_ is None:
            raise LookupError(f"{self.site} has no round {self.number}.")
        return round_


@dataclass(frozen=True)
class Opened(OfRound):
    """A round is opened."""

    version: VersionRef
    closes_on: date

    def play(self, cast: Cast) -> None:
        """Open it on this version of its instrument."""
        cast.rounds[self.site, self.number] = service.open_round(
            cast.site_id(self.site),
            self.version,
            opens_on=clock.today(),
            closes_on=self.closes_on,
            opened_by=cast.people[self.by],
        )


@dataclass(frozen=True)
class RatersAsked(OfRound):
    """People are asked to rate: who -> in which role."""

    roles: Mapping[str, str]

    def play(self, cast: Cast) -> None:
        """Ask them; each gets a mail."""
        wanted = {cast.people[key]: role for key, role in self.roles.items()}
        service.ask(self.found(cast, "write"), wanted, cast.people[self.by])


@dataclass(frozen=True)
class NewcomerAsked(OfRound):
    """Somebody who is not at the site yet is asked to join it and to rate."""

    name: str
    email: str
    role: str

    def play(self, cast: Cast) -> None:
        """Invite them."""
        found = self.found(cast, "write")
        service.ask_newcomer(found, self.name, self.email, self.role, cast.people[self.by])


@dataclass(frozen=True)
class Offered(OfRound):
    """The portal's figures are put beside items."""

    offers: Sequence[Offer]
    as_of: date

    def play(self, cast: Cast) -> None:
        """Offer them."""
        words = {
            one.item: OfferedWords(one.words, one.score, self.as_of, one.source)
            for one in self.offers
        }
        slug = cast.rounds[self.site, self.number]
        offer_facts(cast.site_id(self.site), slug, words)


@dataclass(frozen=True)
class PieceAdded(OfRound):
    """A piece of evidence is added to those of the site."""

    piece: Piece

    def play(self, cast: Cast) -> None:
        """Add it."""
        site_id, by, piece = cast.site_id(self.site), cast.people[self.by], self.piece
        if piece.file:
            added = evidence.add_file(site_id, piece.title, cast.files[piece.file], by)
        elif piece.link:
            added = evidence.add_link(site_id, piece.title, piece.link, by)
        else:
            added = evidence.add_note(site_id, piece.title, piece.words, by)
        cast.pieces[self.site, piece.title] = added


@dataclass(frozen=True)
class Begun(OfRound):
    """Somebody begins to answer."""

    role: str

    def play(self, cast: Cast) -> None:
        """Become a rater."""
        service.begin(self.found(cast, "write"), cast.people[self.by], self.role)


@dataclass(frozen=True)
class Sat(OfRound):
    """Somebody answers item after item, each at its own moment."""

    answers: Sequence[tuple[datetime, str, Draft]]
    pieces: Sequence[Piece] = ()
    facts: Mapping[str, str] | None = None

    def play(self, cast: Cast) -> None:
        """Save every answer, what is attached to it, and the facts beside the items."""
        found = self.found(cast, "share")
        for at, item_id, draft in self.answers:
            with clock.pretend(at):
                service.save_answer(found, item_id, draft, seen=0)
                self._attach(cast, found, item_id)
        if self.facts:
            service.save_facts(found, self.facts, seen=0)

    def _attach(self, cast: Cast, found: RoundRef, item_id: str) -> None:
        mine = [one for one in self.pieces if item_id in one.items]
        numbers = [cast.pieces[self.site, one.title] for one in mine]
        if numbers:
            service.attach(found, item_id, *numbers)


@dataclass(frozen=True)
class HandedIn(OfRound):
    """Somebody hands in."""

    def play(self, cast: Cast) -> None:
        """Hand their answers in."""
        service.hand_in(self.found(cast, "write"))
