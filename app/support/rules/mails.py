"""What a mail says about a step of one side, to either."""

from dataclasses import dataclass

from app.support.rules.conversation import Said


@dataclass(frozen=True)
class Told:
    """The end of a subject line after the site's name, and the first sentences of the mail, which
    begin with what to do."""

    subject: str
    words: str


def told(said: Said, site: str, answer_due: str, *, to_nspcc: bool, by_nspcc: bool) -> Told:
    """`answer_due` is the day in words by which the NSPCC is to answer, "" where it is not.

    What the NSPCC entered for the authority is told to the authority as such.
    """
    subject = _SUBJECTS[said]
    due = f" An answer is due by {answer_due}." if to_nspcc and answer_due else ""
    if said is Said.MESSAGE:
        who = f"somebody at {site}" if to_nspcc else "the NSPCC"
        return Told(subject, f"Read the message: {who} wrote about a request for support.{due}")
    if by_nspcc and not to_nspcc:
        entered = f"the NSPCC entered this for {site} as it was told."
        return Told(subject, f"Read it, and write if it is not so: {entered}")
    to_do, done = _DONE[said]
    return Told(subject, f"{to_do}: {site} {done}.{due}")


_SUBJECTS = {
    Said.MESSAGE: "a message about support",
    Said.ASKED: "a request for support",
    Said.ASKED_AGAIN: "other support is asked for",
    Said.AGREED: "the offer of support is agreed",
    Said.CLOSED: "whether the support helped",
    Said.WITHDRAWN: "support is not needed any longer",
}
_DONE = {
    Said.ASKED: ("Read the request", "asks for support"),
    Said.ASKED_AGAIN: (
        "Read what else would help",
        "asks for something else than what was answered",
    ),
    Said.AGREED: ("Enter what was done once it is given", "agreed to what was offered"),
    Said.CLOSED: ("Read the answer", "said whether the support helped"),
    Said.WITHDRAWN: ("Read why", "withdrew a request for support"),
}
"""What to do, and what the site did."""
