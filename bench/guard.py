"""`python -m bench.guard`: how well the guard tells posts that identify somebody from others.

Counts are of posts. Precision: of those it stops, how many identify somebody. Recall: of those
that identify somebody, how many it stops, for whatever reason, and for the right one.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.core.guard import Finding, look

LABELLED = Path(__file__).parents[1] / "tests" / "data" / "guard_labelled.yaml"


@dataclass(frozen=True)
class Labelled:
    """A post, the kinds of what identifies somebody in it, and whether it only measures."""

    text: str
    kinds: frozenset[str]
    held_out: bool


@dataclass(frozen=True)
class Score:
    """How often it was right."""

    stopped_rightly: int
    stopped_wrongly: int
    missed: int
    passed_rightly: int
    for_the_right_reason: int

    @property
    def precision(self) -> float:
        """Of what it stops, the part that identifies somebody."""
        return self.stopped_rightly / max(1, self.stopped_rightly + self.stopped_wrongly)

    @property
    def recall(self) -> float:
        """Of what identifies somebody, the part that it stops."""
        return self.stopped_rightly / max(1, self.stopped_rightly + self.missed)


def labelled() -> list[Labelled]:
    """The posts of the file."""
    raw = yaml.safe_load(LABELLED.read_text(encoding="utf-8"))
    return [
        Labelled(one["text"], frozenset(one["found"]), number % 2 == 1)
        for number, one in enumerate(raw)
    ]


def score(posts: list[Labelled]) -> Score:
    """The counts."""
    seen = [(post, look(post.text)) for post in posts]
    return Score(
        sum(bool(found) and bool(post.kinds) for post, found in seen),
        sum(bool(found) and not post.kinds for post, found in seen),
        sum(not found and bool(post.kinds) for post, found in seen),
        sum(not found and not post.kinds for post, found in seen),
        sum(bool(post.kinds) and post.kinds <= _kinds(found) for post, found in seen),
    )


def _kinds(found: tuple[Finding, ...]) -> set[str]:
    return {one.kind.value for one in found}


def main(show: str = "") -> None:
    """Print the figures; `show` lists what was got wrong ("even": of those not held out)."""
    posts = labelled()
    halves = (
        ("all", posts),
        ("even", [post for post in posts if not post.held_out]),
        ("odd (held out)", [post for post in posts if post.held_out]),
    )
    for name, chosen in halves:
        found = score(chosen)
        print(
            f"{name}: {len(chosen)} posts, {found.stopped_rightly + found.missed} identify: "
            f"precision {found.precision:.1%}, recall {found.recall:.1%}, "
            f"{found.for_the_right_reason} for the right reason"
        )
    for post in posts:
        is_wrong = bool(look(post.text)) != bool(post.kinds)
        if show and is_wrong and (show == "all" or not post.held_out):
            print("stopped" if not post.kinds else "missed", "|", post.text, look(post.text)[:2])


if __name__ == "__main__":
    main(*sys.argv[1:2])
