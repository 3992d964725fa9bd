"""What a mail says about a step with an adaptation, to either side."""

from dataclasses import dataclass

from app.quality.rules.adaptations.states import Said


@dataclass(frozen=True)
class Told:
    """The end of a subject line after the site's name, and the first sentences of the mail, which
    begin with what to do."""

    subject: str
    words: str


def told(said: Said, site: str, due: str, *, to_nspcc: bool, by_nspcc: bool) -> Told:
    """`due` is the day in words by which the NSPCC owes a view, "" where it owes none.

    What the NSPCC entered for the authority is told to the authority as such.
    """
    subject, to_do, done = _WORDS[said]
    if said is Said.MESSAGE:
        who = f"somebody at {site}" if to_nspcc else "the NSPCC"
        return Told(subject, f"Read the message: {who} wrote about an adaptation.")
    if said is Said.VIEW:
        return Told(subject, f"{to_do}: {done}. You can answer, or ask to have it looked at again.")
    if by_nspcc and not to_nspcc:
        entered = f"the NSPCC entered this for {site} as it was told."
        return Told(subject, f"Read it, and write if it is not so: {entered}")
    owed = f" A view is due by {due}." if to_nspcc and due else ""
    return Told(subject, f"{to_do}: {site} {done}.{owed}")


TELLING = (Said.LOGGED, Said.CHANGED, Said.ASKED_AGAIN, Said.VIEW, Said.MESSAGE, Said.ENDED)
"""The steps the other side gets a mail about."""
_WORDS = {
    Said.LOGGED: ("an adaptation", "Read what is done differently", "logged an adaptation"),
    Said.CHANGED: (
        "an adaptation is put right",
        "Read what is different now",
        "put an adaptation right",
    ),
    Said.ASKED_AGAIN: (
        "an adaptation to look at again",
        "Read what speaks for it",
        "asks you to look at an adaptation again",
    ),
    Said.VIEW: (
        "the NSPCC’s view on an adaptation",
        "Read the view and what it means for your teams",
        "the NSPCC says what it thinks of an adaptation",
    ),
    Said.MESSAGE: ("a message about an adaptation", "", ""),
    Said.ENDED: ("an adaptation ended", "Read why", "says that an adaptation ended"),
}
"""The end of the subject, what to do, and what was done."""
