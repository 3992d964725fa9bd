"""The review of a pilot in its two parts, data and process, and the decision that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.refusals import Faults, at_most, needed

LONGEST_TEXT = 4_000


class Decision(StrEnum):
    """What follows from a pilot."""

    WIDEN = "widen"
    ADJUST = "adjust"
    STOP = "stop"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"widen": "Widen", "adjust": "Adjust", "stop": "Stop"}[self.value]

    @property
    def meaning(self) -> str:
        """What it means."""
        return _MEANINGS[self]


_MEANINGS = {
    Decision.WIDEN: "It works well enough to go to more teams.",
    Decision.ADJUST: "Something has to change before it is tried again.",
    Decision.STOP: "It is not worth going on like this.",
}


class NextStep(StrEnum):
    """What is done next."""

    NEXT_PILOT = "next-pilot"
    ROLL_OUT = "roll-out"
    NONE = "none"

    @property
    def label(self) -> str:
        """As people say it."""
        return _STEPS[self]


_STEPS = {
    NextStep.NEXT_PILOT: "Plan the next pilot",
    NextStep.ROLL_OUT: "Plan the roll-out",
    NextStep.NONE: "Nothing further",
}
ALLOWED = {
    Decision.WIDEN: (NextStep.ROLL_OUT, NextStep.NEXT_PILOT),
    Decision.ADJUST: (NextStep.NEXT_PILOT,),
    Decision.STOP: (NextStep.NONE,),
}
PROCESS = (
    ("helped", "What helped?"),
    ("hindered", "What hindered?"),
    ("fidelity", "How close was the work to the core of the framework?"),
    ("families", "What did families say?"),
    ("staff", "What did staff say?"),
)


@dataclass(frozen=True)
class Finding:
    """What the data say about one measure: a value, if there is one, and words."""

    result: float | None
    words: str


@dataclass(frozen=True)
class NewDecision:
    """A decision as it is entered: words of Decision and NextStep, reason, conditions."""

    decision: str
    next_step: str
    reason: str
    conditions: str = ""


def check_data(figures: str, findings: Mapping[int, Finding]) -> Faults:
    """(field, what to do) for each fault of the data part; it may be unfinished."""
    faults = at_most("figures", figures, LONGEST_TEXT, "What the numbers say")
    for number, one in findings.items():
        faults += at_most(f"words_{number}", one.words, LONGEST_TEXT, "What it means")
    return faults


def check_process(answers: Mapping[str, str]) -> Faults:
    """What is wrong with the process part; it may be unfinished."""
    return [
        fault
        for name, question in PROCESS
        for fault in at_most(name, answers.get(name, ""), LONGEST_TEXT, f"“{question}”")
    ]


def missing_to_finish(figures: str, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """(part, what is missing) before the review can be finished."""
    found = [] if figures.strip() else [("data", "what the numbers say altogether")]
    return found + [
        ("process", f"“{question}”")
        for name, question in PROCESS
        if not answers.get(name, "").strip()
    ]


def check_decision(new: NewDecision) -> Faults:
    """(field, what to do) for each fault of a decision."""
    faults = []
    if new.decision not in set(Decision):
        faults.append(("decision", "Choose widen, adjust or stop"))
    elif new.next_step not in set(NextStep):
        faults.append(("next_step", "Choose what is done next"))
    elif new.next_step not in ALLOWED[Decision(new.decision)]:
        faults.append(("next_step", _wrong_step(Decision(new.decision))))
    faults += needed("reason", new.reason, LONGEST_TEXT, "Enter why", "The reason")
    return faults + at_most("conditions", new.conditions, LONGEST_TEXT, "The conditions")


def _wrong_step(decision: Decision) -> str:
    allowed = " or ".join(f"“{step.label}”" for step in ALLOWED[decision])
    return f"After “{decision.label}” choose {allowed}"
