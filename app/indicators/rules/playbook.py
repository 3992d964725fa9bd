"""What can be done next about a signal, and what an authority is asked about a component."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.indicators.rules.definitions import COMPONENTS, FIDELITY, SIGNALS
from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError


@dataclass(frozen=True)
class Step:
    """One thing to do; `page` names where it is done, "" where it is done elsewhere."""

    words: str
    page: str


@dataclass(frozen=True)
class Playbook:
    """Steps for the NSPCC by signal, and what an authority reads by component."""

    steps: Mapping[str, tuple[Step, ...]]
    asks: Mapping[str, Step]


PAGES = frozenset(
    ("", "calls", "people", "events", "meetings", "training", "quality", "adaptations")
    + ("journey", "measures", "plan", "support", "embedding", "contracts")
)


def parse_playbook(raw: Mapping[str, object]) -> Playbook:
    """Read and check the playbook: every signal has a step, every weak component an ask."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "steps", "asks")
    steps, asks = root.child("steps"), root.child("asks")
    codes = [one.code for one in SIGNALS]
    named = [one.code for one in (*COMPONENTS, *FIDELITY) if one.code not in NO_ASK]
    steps.only(*codes)
    asks.only(*named)
    return Playbook(
        {code: tuple(_step(one) for one in steps.each(code)) for code in codes},
        {code: _step(asks.child(code)) for code in named},
    )


NO_ASK = ("SU11", "SU17", "FI3")  # context, and what nobody can act on here


def _step(node: Node) -> Step:
    node.only("do", "page")
    page = node.text("page", "none")
    page = "" if page == "none" else page
    if page not in PAGES:
        raise node.fault(f"names the page '{page}', which is not known here")
    return Step(node.text("do"), page)
