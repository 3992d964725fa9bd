"""Why the service refuses; pages turn each into words and a way on."""


class RoundUnderWay(ValueError):
    """A round of this instrument is not signed off yet; `slug` is its address part."""

    def __init__(self, slug: str) -> None:
        super().__init__("Finish the round that is under way first.")
        self.slug = slug


class NotAsked(ValueError):
    """Nobody asked this person to answer in the round, and they are not its strategic lead."""


class NotOpen(ValueError):
    """The answers were handed in, or the round is past rating, so they cannot change."""


class NotHandedIn(ValueError):
    """Nobody whose answers could be revealed or signed off has handed them in."""


class NowAlone(ValueError):
    """Their page said that answers stay private until the reveal, and nobody else is left by now:
    handed in, they would be read by the strategic lead."""


class QuorumMissing(ValueError):
    """Fewer people or roles handed in than the instrument asks for, and no reason was given."""


class NotFacilitator(ValueError):
    """Somebody else leads the room, or whoever would lead it rates in the round."""


class Revealed(ValueError):
    """Ratings were revealed already, so nobody can go back to rating in private."""


class NotAgreed(ValueError):
    """Items are still hidden or to be agreed; `items` holds their ids."""

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__(f"Still to be revealed or agreed: {', '.join(items)}")
        self.items = items


class NotComplete(ValueError):
    """Items still need an answer before the round can go on; `missing` holds their ids."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"Still to be answered: {', '.join(missing)}")
        self.missing = missing


class CaveatMissing(ValueError):
    """Something is missing (the message says what), and nobody said why to go on without it."""
