"""What other rooms know of the criteria of a gate, in words; None where it cannot be said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.journey.rules import Stage, months_after
from app.overview.rules.gate import KnownFact

TRAINERS_WANTED = 2
HALF = 50.0
ISA_WANTED = 60
"""Per cent from which the ISA's bands say to roll out, if with actions (domain §3.12)."""
LASTING_MONTHS = 24
YEAR_MONTHS = 12


def in_words(on: date) -> str:
    """Such as "12 March 2027"."""
    return f"{on.day} {on:%B %Y}"


@dataclass(frozen=True)
class Signed:
    """A result that was signed off: where it is read, its name such as "PreISA, round 1", its day.
    `slug` is the round's part of the address."""

    slug: str
    name: str
    on: date

    @property
    def words(self) -> str:
        """Which result, and from when."""
        return f"{self.name}, signed off on {in_words(self.on)}"


def agreed_fact(signed: Signed, unanswered: int, apart: int) -> KnownFact:
    """Whether a result is complete and nothing on which raters lay apart was left undecided."""
    if not unanswered and not apart:
        said = "every item is answered, and nothing lies apart"
    else:
        parts = [f"not answered: {unanswered}"] if unanswered else []
        parts += [f"without an agreed answer: {apart}"] if apart else []
        said = f"items {'; '.join(parts)}"
    return _result(not (unanswered or apart), signed, said)


def criticals_fact(
    signed: Signed, mark: int, low: Sequence[str], with_action: Collection[str]
) -> KnownFact:
    """Whether each critical item reaches the mark, or an action with a date was raised from it."""
    bare = [item for item in low if item not in with_action]
    if not low:
        return _result(True, signed, f"every critical item scores {mark} or more")
    if bare:
        verb = "scores" if len(bare) == 1 else "score"
        said = f"{', '.join(bare)} {verb} below {mark} or nothing, without an action"
        return _result(False, signed, said)
    verb = "is" if len(low) == 1 else "are"
    return _result(True, signed, f"{', '.join(low)} {verb} below {mark}, with an action and a date")


def isa_fact(
    signed: Signed, percent: Fraction | None, band: str, band_from: Fraction | None
) -> KnownFact:
    """Whether the ISA's band says to roll out; the band counts, because critical items cap it."""
    if percent is None or band_from is None:
        return _result(None, signed, "there are too few answers for a score")
    said = f"{int(percent * 10) / 10:.1f}%, band “{band}”"
    return _result(
        band_from >= ISA_WANTED,
        signed,
        f"{said}; a band from {ISA_WANTED}% is asked for before roll-out",
    )


def _result(met: bool | None, signed: Signed, said: str) -> KnownFact:
    return KnownFact(met, f"{signed.words}: {said}.", "assessments.result", signed.slug)


def trainers_fact(licensed: int, known: int) -> KnownFact | None:
    """Whether two trainers hold a licence; None where no trainer was ever entered."""
    if not known:
        return None
    words = {0: "No trainer holds", 1: "1 trainer holds"}.get(licensed, f"{licensed} trainers hold")
    source = f"{words} a licence in force, of {known} entered."
    return KnownFact(licensed >= TRAINERS_WANTED, source, "training.trainers")


def steering_fact(set_up_on: date, held: int, last_on: date | None) -> KnownFact:
    """Whether the steering group has met; the portal knows it is set up."""
    set_up = f"Set up on {in_words(set_up_on)}"
    if not held or last_on is None:
        return KnownFact(False, f"{set_up}; no meeting has been held yet.", "meetings.index")
    times = "once" if held == 1 else f"{held} times"
    source = f"{set_up}; it met {times}, last on {in_words(last_on)}."
    return KnownFact(True, source, "meetings.index")


def coverage_fact(percent: float | None, uses: bool) -> KnownFact | None:
    """Whether half of the intended roles are trained and in post; `uses`: the milestone on use is
    done. Enough people trained without it is for people to judge."""
    if percent is None:
        return None
    said = f"{int(percent)}% of the intended roles are trained and still in post"
    if percent < HALF:
        return KnownFact(False, f"{said}; half is asked for.", "training.index")
    if uses:
        source = f"{said}, and the milestone on their use of it is done."
        return KnownFact(True, source, "training.index")
    source = f"{said}. Whether they use it, the portal does not know yet."
    return KnownFact(None, source, "training.index")


def lasting_fact(full_since: date | None, today: date) -> KnownFact | None:
    """Whether two years have passed since full implementation; whether it is used, people say."""
    if full_since is None:
        return None
    over = months_after(full_since, LASTING_MONTHS)
    began = f"Full implementation was decided on {in_words(full_since)}"
    if today < over:
        return KnownFact(False, f"{began}; two years are over on {in_words(over)}.")
    return KnownFact(None, f"{began}, more than two years ago. Whether it is used, judge together.")


def yearly_fact(reviewed_on: date | None, today: date) -> KnownFact | None:
    """Whether the last sustainability review is less than a year old; None before the first."""
    if reviewed_on is None:
        return None
    again = months_after(reviewed_on, YEAR_MONTHS)
    held = f"The last review was held on {in_words(reviewed_on)}"
    if today > again:
        return KnownFact(False, f"{held}; the next was due by {in_words(again)}.", "journey.index")
    return KnownFact(True, f"{held}; the next is due by {in_words(again)}.", "journey.index")


def going_back(stage: Stage, percents: Sequence[float | None]) -> str:
    """Why the portal suggests Initial implementation again, in words; "" where it does not.

    `percents`: coverage today, a quarter and two quarters ago, against the headcount of today. The
    other half of the rule, no case for six months, waits until use is counted.
    """
    if stage.number < Stage.FULL.number:
        return ""
    known = [one for one in percents if one is not None]
    if len(known) < len(percents) or not known or any(one >= HALF for one in known):
        return ""
    return (
        f"Training coverage has been below half for two quarters; it is {int(known[0])}% today."
        f" The programme then counts a site as back in {Stage.INITIAL.label}. The furthest stage"
        " it reached stays known."
    )
