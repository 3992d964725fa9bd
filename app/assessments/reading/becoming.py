"""What became of the gaps of an earlier result, with the actions that were raised from them."""

from collections import Counter
from dataclasses import dataclass

from app.assessments.reading.actions import Actions
from app.assessments.reading.comparison import Side, pairs_of
from app.assessments.rules.comparing import Fate, GapFate, fates
from app.core.charts import joined
from app.instruments.rules import shown_score
from app.plans.queries import ActionRow

_SAID = {
    Fate.CLOSED: ("is closed", "are closed"),
    Fate.BETTER: ("is better", "are better"),
    Fate.UNCHANGED: ("is unchanged", "are unchanged"),
    Fate.WORSE: ("is worse", "are worse"),
    Fate.NOT_COMPARABLE: ("cannot be compared", "cannot be compared"),
}


@dataclass(frozen=True)
class FateRow:
    """One gap: the item, its scores then and now, what became of it, its actions."""

    name: str
    found: GapFate
    actions: tuple[ActionRow, ...]

    @property
    def before(self) -> str:
        """The score then."""
        return shown_score(self.found.before)

    @property
    def after(self) -> str:
        """The score now, or why there is none."""
        return self.found.why or shown_score(self.found.after)


@dataclass(frozen=True)
class Became:
    """What became of the gaps of `older` (such as "round 1")."""

    older: str
    rows: tuple[FateRow, ...]

    @property
    def sentence(self) -> str:
        """All of it in one sentence: "Of the 6 gaps of round 1, 3 are closed, 1 is better"."""
        if not self.rows:
            return f"There was no gap in {self.older}."
        found = Counter(row.found.fate for row in self.rows)
        said = [
            f"{found[fate]} {_SAID[fate][0 if found[fate] == 1 else 1]}"
            for fate in Fate
            if found[fate]
        ]
        if len(self.rows) == 1:
            return f"The one gap of {self.older} {said[0].removeprefix('1 ')}."
        return f"Of the {len(self.rows)} gaps of {self.older}, {joined(said)}."


def became(newer: Side, older: Side, actions: Actions) -> Became:
    """Every gap of `older`, lowest first, with how it stands in `newer`."""
    texts = older.sealed.instrument.by_id
    return Became(
        older.name,
        tuple(
            FateRow(
                f"{fate.older_id} {texts[fate.older_id].text}", fate, actions.every(fate.older_id)
            )
            for fate in fates(older.result, newer.result, pairs_of(newer, older))
        ),
    )
