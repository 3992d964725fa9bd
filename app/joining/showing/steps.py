"""The steps before the contract as a task list, and what they come to in a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.words import count, day
from app.joining.queries.before import (
    ContactRow,
    ConversationRow,
    DecisionRow,
    EnquiryRow,
    Entered,
)
from app.joining.queries.contracts import ContractRow
from app.joining.rules import (
    STEPS,
    Answer,
    ContactKind,
    Reached,
    Step,
    days_since,
    is_silent,
)
from app.joining.showing.contracts import sentence

Task = dict[str, object]
JOURNEY = {
    "strategic-conversation": Step.CONVERSATION,
    "preisa": Step.PREISA,
    "contract": Step.SIGNED,
}
AHEAD = {
    Step.ENQUIRY: "enter the enquiry",
    Step.CONVERSATION: "the early strategic conversation",
    Step.DECISION: "their decision to explore",
    Step.PREISA: "the PreISA",
    Step.CONTRACT: "draft the contract",
    Step.SIGNED: "get the contract signed",
}
TO_DO = {
    Step.ENQUIRY: "Who asked, by which way and what for.",
    Step.WEBINAR: "Optional: how many of them took part, and which posts.",
    Step.CONVERSATION: "Need, fit and capacity, what was agreed, and the next step.",
    Step.DECISION: "Yes, not now or no; by whom, and why.",
    Step.PREISA: "Their first self assessment: it is done once its result is signed off.",
    Step.CONTRACT: "Who the parties are and what it is to cover.",
    Step.SIGNED: "By both sides, with its first and last day.",
}


@dataclass(frozen=True)
class Known:
    """Everything the portal knows of a site before its contract.

    `milestones` holds the days on which the journey says that its milestones happened, by code.
    """

    enquiry: EnquiryRow | None
    contacts: Sequence[ContactRow]
    conversations: Sequence[ConversationRow]
    decisions: Sequence[DecisionRow]
    contracts: Sequence[ContractRow]
    milestones: Mapping[str, date]

    @property
    def reached(self) -> Reached:
        """The days of the steps that happened."""
        on = {
            step: self.milestones[code] for code, step in JOURNEY.items() if code in self.milestones
        }
        kept = [
            row.dates for row in self.contracts if row.dates.signed_on or not row.dates.ended_on
        ]
        found: dict[Step, list[date | None]] = {
            Step.ENQUIRY: [self.enquiry.asked_on] if self.enquiry else [],
            Step.WEBINAR: [c.on for c in self.contacts if c.kind is ContactKind.WEBINAR],
            Step.CONVERSATION: [one.held_on for one in self.conversations],
            Step.DECISION: [one.decided_on for one in self.decisions[:1]],
            Step.CONTRACT: [dates.drafted_on for dates in kept],
            Step.SIGNED: [dates.signed_on for dates in kept],
        }
        for step, days in found.items():
            known = [one for one in days if one is not None]
            if known:
                on[step] = min(known)
        return Reached(on, self.decisions[0].answer if self.decisions else None)

    @property
    def last_on(self) -> date | None:
        """The last time anything was heard of the authority."""
        heard = [one.on for one in self.contacts if one.kind is not ContactKind.NO_ANSWER]
        heard += [one.held_on for one in self.conversations]
        if self.enquiry is not None:
            heard.append(self.enquiry.answered_on or self.enquiry.asked_on)
        if "preisa" in self.milestones:
            heard.append(self.milestones["preisa"])
        return max(heard, default=None)

    @property
    def tries(self) -> int:
        """How often we tried since then without an answer."""
        last = self.last_on
        return sum(
            one.kind is ContactKind.NO_ANSWER and (last is None or one.on >= last)
            for one in self.contacts
        )

    @property
    def until(self) -> date | None:
        """The day until which they said "not now"."""
        return self.decisions[0].until if self.decisions else None


def first_line(known: Known, today: date) -> str:
    """Where the contract stands; before it is signed, what comes next and how long it is silent."""
    reached, contract = known.reached, sentence(known.contracts, today)
    if Step.SIGNED in reached.on:
        return contract
    if reached.answer is Answer.NO:
        return "They decided not to explore the framework."
    if reached.answer is Answer.NOT_NOW:
        again = "ask again now" if known.until and known.until <= today else "ask again then"
        return f"Not now, until {day(known.until)}: {again}."
    ahead = contract or f"Next: {AHEAD[reached.next_step or Step.SIGNED]}."
    return f"{ahead} {silence(known, today)}"


def silence(known: Known, today: date) -> str:
    """Since when nothing was heard, in a sentence."""
    days = days_since(known.last_on, today)
    if days is None:
        return "No contact is entered yet."
    ago = "today" if days == 0 else f"{count(days, 'day')} ago"
    if not is_silent(known.last_on, known.until, today):
        return f"Last contact {ago}."
    tried = f", {count(known.tries, 'try', 'tries')} since without an answer" if known.tries else ""
    return f"Silent for {count(days, 'day')}{tried}."


def tasks(known: Known, address: Callable[[Step], str | None], today: date) -> list[Task]:
    """The steps in order; `address` says where a reader can go on with one, if anywhere."""
    reached = known.reached
    return [
        {
            "text": step.label,
            "hint": _hint(step, known, reached),
            "href": address(step),
            **_status(step, known, reached, today),
        }
        for step in STEPS
    ]


def _status(step: Step, known: Known, reached: Reached, today: date) -> dict[str, str]:
    if reached.is_done(step):
        return {"status": "Done", "kind": "plain"}
    if step is Step.DECISION and reached.answer is not None:
        kind = "late" if known.until is not None and known.until <= today else "waiting"
        return {"status": reached.answer.label, "kind": kind}
    if step is Step.SIGNED and any(row.dates.sent_on for row in known.contracts):
        return {"status": "With the authority", "kind": "waiting"}
    if step is reached.next_step:
        return {"status": "Next", "kind": "active"}
    if step is Step.WEBINAR:
        return {"status": "Optional", "kind": "neutral"}
    return {
        "status": "Not entered" if step < reached.furthest else "Not started",
        "kind": "neutral",
    }


def _hint(step: Step, known: Known, reached: Reached) -> str:
    if step not in reached.on:
        return TO_DO[step]
    happened = f"{day(reached.on[step])}. "
    details: dict[Step, Callable[[Known], str]] = {
        Step.ENQUIRY: _enquiry,
        Step.WEBINAR: _webinar,
        Step.CONVERSATION: _conversation,
        Step.DECISION: _decision,
        Step.PREISA: lambda _: "Known from the journey.",
        Step.CONTRACT: lambda known: _entered(_first(known.contracts)),
        Step.SIGNED: _signed,
    }
    return happened + details[step](known)


def _by(entered: Entered) -> str:
    return f"Entered on {day(entered.at)}" + (f" by {entered.by}." if entered.by else ".")


def _enquiry(known: Known) -> str:
    found = known.enquiry
    return f"{found.way.label}, {found.post}. {_by(found.entered)}" if found else ""


def _webinar(known: Known) -> str:
    found = [one for one in known.contacts if one.kind is ContactKind.WEBINAR][-1]
    took = f"{count(found.people, 'person', 'people')}: " if found.people else ""
    return f"{took}{found.posts}. {_by(found.entered)}"


def _conversation(known: Known) -> str:
    if not known.conversations:
        return "Known from the journey; the record is missing here."
    held = len(known.conversations)
    more = f" {count(held, 'conversation')} in all." if held > 1 else ""
    return f"{known.conversations[-1].posts}. {_by(known.conversations[-1].entered)}{more}"


def _decision(known: Known) -> str:
    found = known.decisions[0]
    until = f" until {day(found.until)}" if found.until else ""
    return f"{found.answer.label}{until}, {found.post}. {_by(found.entered)}"


def _first(rows: Sequence[ContractRow]) -> ContractRow | None:
    return rows[-1] if rows else None


def _entered(row: ContractRow | None) -> str:
    return _by(row.entered) if row else ""


def _signed(known: Known) -> str:
    signed = [row for row in known.contracts if row.dates.signed_on]
    if not signed:
        return "Known from the journey; the contract is missing here."
    licence = f"Licence {signed[-1].licence}. " if signed[-1].licence else ""
    return licence + (_by(signed[-1].signature) if signed[-1].signature else "")
