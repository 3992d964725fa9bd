"""What a mail says about a step of one side, to either."""

from dataclasses import dataclass

from app.support.rules.conversation import Said


@dataclass(frozen=True)
class Told:
    """The end of a subject line after the site's name, and the first sentences of the mail."""

    subject: str
    words: str


def told(said: Said, site: str, answer_due: str, *, to_nspcc: bool, by_nspcc: bool) -> Told:
    """`answer_due` is the day in words by which the NSPCC is to answer, "" where it is not.

    What the NSPCC entered for the authority is told to the authority as such.
    """
    subject = _SUBJECTS[said]
    due = f" An answer is due by {answer_due}." if to_nspcc and answer_due else ""
    if said is Said.MESSAGE:
        who = f"Somebody at {site}" if to_nspcc else "The NSPCC"
        return Told(subject, f"{who} wrote about a request for support.{due}")
    if by_nspcc and not to_nspcc:
        entered = f"The NSPCC entered this for {site} as it was told."
        return Told(subject, f"{entered} Read it, and write if it is not so.")
    return Told(subject, f"{site} {_DONE[said]}{due}")


_SUBJECTS = {
    Said.MESSAGE: "a message about support",
    Said.ASKED: "a request for support",
    Said.ASKED_AGAIN: "other support is asked for",
    Said.AGREED: "the offer of support is agreed",
    Said.CLOSED: "whether the support helped",
    Said.WITHDRAWN: "support is not needed any longer",
}
_DONE = {
    Said.ASKED: "asks for support.",
    Said.ASKED_AGAIN: "asks for something else than what was answered.",
    Said.AGREED: "agreed to what was offered. Once it is given, enter what was done.",
    Said.CLOSED: "said whether the support helped.",
    Said.WITHDRAWN: "withdrew a request for support, and says why.",
}
