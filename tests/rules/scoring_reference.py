"""The scoring of every instrument a second time, the long way, straight from the definitions.

Nothing here reads the portal's scoring or the files of the instruments: items, critical items,
thresholds and bands are written out again, so that a slip in either shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

UNKNOWN, ELSEWHERE, OPEN = "not-known", "not-applicable", "unanswered"
Says = int | str
Row = dict[str, object]


@dataclass(frozen=True)
class Mark:
    """What one rater, or the room, puts on one item: a point, or one of the three words above."""

    says: Says = OPEN
    owner: str = ""
    evidence: bool = False


@dataclass(frozen=True)
class Said:
    """All the marks on one item."""

    raters: tuple[Mark, ...] = ()
    room: Mark | None = None

    def deciding(self) -> tuple[Mark, ...]:
        """The room's mark if it made one, else those of the raters."""
        if self.room is None or self.room.says == OPEN:
            return self.raters
        return (self.room,)


@dataclass(frozen=True)
class Sheet:
    """The definition of one instrument. `sizes` are the numbers of items in its sections."""

    points: range
    sections: Mapping[str, Sequence[str]]
    stars: frozenset[str] = frozenset()
    consensus: int | None = None
    unknown_is_zero: bool = False
    least_answered: Fraction = Fraction(0)
    supported_from: int | None = None
    find_out: bool = False
    gap_below: int | None = None
    bands: tuple[tuple[int, str], ...] = ()
    caps: tuple[str, ...] = ()
    section_bands: bool = False
    guide: bool = False
    all_items: bool = False

    @property
    def ids(self) -> list[str]:
        """Every item."""
        return [item for items in self.sections.values() for item in items]


def _lettered(**sizes: int) -> dict[str, list[str]]:
    return {s: [f"{s}{n}" for n in range(1, size + 1)] for s, size in sizes.items()}


def _numbered(prefix: str, **ends: int) -> dict[str, list[str]]:
    sections, first = {}, 1
    for section, last in ends.items():
        sections[section] = [f"{prefix}{n}" for n in range(first, last + 1)]
        first = last + 1
    return sections


SHEETS = {
    "preisa": Sheet(
        points=range(1, 6),
        sections=_lettered(A=5, B=5, C=5, D=5, E=4, F=4),
        stars=frozenset(["A1", "B1", "C1", "C2", "D1", "E1", "F1"]),
        consensus=2,
        least_answered=Fraction(60, 100),
        supported_from=4,
        find_out=True,
        gap_below=3,
        guide=True,
    ),
    "isa": Sheet(
        points=range(3),
        sections=_lettered(A=6, B=3, C=5, D=5, E=5, F=5, G=5, H=4),
        stars=frozenset(["A1", "A2", "C1", "C2", "D1", "E1", "E2", "F1", "G1", "H4"]),
        consensus=1,
        unknown_is_zero=True,
        supported_from=2,
        find_out=True,
        gap_below=2,
        bands=((80, "established"), (60, "developing"), (40, "emerging"), (0, "at-risk")),
        caps=("developing", "emerging"),
    ),
    "review": Sheet(
        points=range(4),
        sections=_numbered("R", U=4, P=8, Q=11, O=15, F=18),
        consensus=2,
        least_answered=Fraction(60, 100),
        supported_from=3,
        find_out=True,
        gap_below=2,
        bands=((75, "strong"), (50, "partial"), (0, "weak")),
        section_bands=True,
    ),
    "selfcheck": Sheet(
        points=range(1, 8),
        sections=_lettered(A=3, B=3, C=3, D=3, E=3, F=3, G=3, H=3),
        consensus=3,
        least_answered=Fraction(2, 3),
        gap_below=4,
    ),
    "pulse": Sheet(points=range(1, 11), sections=_numbered("P", C=2, U=4, T=6)),
    "feedback": Sheet(points=range(1, 6), sections=_numbered("E", E=4)),
    "audit": Sheet(
        points=range(3),
        sections=_numbered("Q", S1=6, S2=9, S3=13, S4=16, S5=18, X=20),
        stars=frozenset(["Q1", "Q3", "Q5", "Q7", "Q9", "Q10", "Q14", "Q17"]),
        gap_below=2,
        bands=((80, "high"), (60, "moderate"), (0, "low")),
        all_items=True,
    ),
    "quiz": Sheet(
        points=range(2), sections=_numbered("Q", F=3, C=7, A=9, H=12), unknown_is_zero=True
    ),
}


def reference(sheet: Sheet, said: Mapping[str, Said]) -> Row:
    """The result of a round as plain values."""
    items = {id: _item(sheet, said.get(id, Said())) for id in sheet.ids}
    sections = {s: _section(sheet, [items[id] for id in ids]) for s, ids in sheet.sections.items()}
    used = [row["mean"] for row in sections.values() if row["applicable"]]
    known = [mean for mean in used if isinstance(mean, Fraction)]
    overall = sum(known, Fraction(0)) / len(known) if known and len(known) == len(used) else None
    if sheet.all_items and overall is not None:
        mean = _section(sheet, list(items.values()))["mean"]
        overall = mean if isinstance(mean, Fraction) else None
    percent = _percent(sheet, overall)
    reached = _band(sheet, percent)
    scored = [row for row in items.values() if row["kind"] == "score"]
    bare = [row for row in scored if row["unsupported"]]
    guide = _guide(sheet, overall, sections, items) if sheet.guide else None
    return {
        "items": items,
        "sections": sections,
        "overall": overall,
        "percent": percent,
        "before caps": reached,
        "band": _capped(sheet, reached, items),
        "guide": guide,
        "conditions": _below_three(sheet, items) if guide == "ready-with-conditions" else [],
        "unsupported": Fraction(100 * len(bare), len(scored)) if scored else 0,
        "unknown": sorted(
            {
                (id, mark.owner)
                for id, row in items.items()
                if row["kind"] == UNKNOWN
                for mark in said[id].deciding()
                if mark.says == UNKNOWN
            }
        ),
    }


def _item(sheet: Sheet, said: Said) -> Row:
    deciding = [mark.says for mark in said.deciding()]
    given = sorted(says for says in deciding if isinstance(says, int))
    score, kind = None, OPEN
    if given:
        count = len(given)
        score, kind = Fraction(given[(count - 1) // 2] + given[count // 2], 2), "score"
    elif UNKNOWN in deciding:
        kind = UNKNOWN
    elif ELSEWHERE in deciding:
        kind = ELSEWHERE
    private = [mark.says for mark in said.raters]
    points = [says for says in private if isinstance(says, int)]
    spread = max(points) - min(points) if len(points) >= 2 else None
    backed = any(mark.evidence for mark in [*said.raters, *([said.room] if said.room else [])])
    high, low = sheet.supported_from, sheet.gap_below
    return {
        "kind": kind,
        "score": score,
        "spread": spread,
        "consensus": _apart(sheet.consensus, spread) or bool(points and ELSEWHERE in private),
        "unsupported": high is not None and score is not None and score >= high and not backed,
        "gap": low is not None and score is not None and score < low,
    }


def _apart(allowed: int | None, spread: int | None) -> bool:
    return allowed is not None and spread is not None and spread >= allowed


def _section(sheet: Sheet, rows: list[Row]) -> Row:
    applying = [row for row in rows if row["kind"] != ELSEWHERE]
    scores = [score for row in applying if isinstance(score := row["score"], Fraction)]
    unknown = sum(row["kind"] == UNKNOWN for row in applying)
    # Where what is not known counts as zero, it stays in the count; so does what is left open.
    over = len(applying) if sheet.unknown_is_zero else len(scores)
    enough = len(scores) >= sheet.least_answered * len(applying)
    mean = sum(scores, Fraction(0)) / over if over and enough else None
    percent = _percent(sheet, mean)
    return {
        "mean": mean,
        "percent": percent,
        "band": _band(sheet, percent) if sheet.section_bands else None,
        "answered": len(scores),
        "applicable": len(applying),
        "unknown": unknown,
        "find out": sheet.find_out and unknown > 0 and 4 * unknown >= len(applying),
    }


def _percent(sheet: Sheet, mean: Fraction | None) -> Fraction | None:
    low, high = sheet.points[0], sheet.points[-1]
    return None if mean is None else (mean - low) / (high - low) * 100


def _band(sheet: Sheet, percent: Fraction | None) -> str | None:
    found = None
    for start, code in sorted(sheet.bands):
        if percent is not None and percent >= start:
            found = code
    return found


def _capped(sheet: Sheet, reached: str | None, items: Mapping[str, Row]) -> str | None:
    """One critical item at zero allows the second-best band at most, two or more the third."""
    zeros = [id for id in sheet.stars if items[id]["score"] == 0 or items[id]["kind"] != "score"]
    zeros = [id for id in zeros if items[id]["kind"] != ELSEWHERE]
    if reached is None or not sheet.caps or not zeros:
        return reached
    codes = [code for _, code in sheet.bands]
    ceiling = sheet.caps[min(len(zeros), len(sheet.caps)) - 1]
    return max(reached, ceiling, key=codes.index)


def _guide(
    sheet: Sheet, overall: Fraction | None, sections: Mapping[str, Row], items: Mapping[str, Row]
) -> str:
    stars = [score for id in sheet.stars if isinstance(score := items[id]["score"], Fraction)]
    if overall is None or len(stars) < len(sheet.stars):
        return "not-yet"
    means = [mean for row in sections.values() if isinstance(mean := row["mean"], Fraction)]
    if overall >= Fraction(7, 2) and min(means) >= 3 and min(stars) >= 3:
        return "ready"
    low = [score for score in stars if score < 3]
    if overall >= 3 and len(low) <= 2 and all(score >= 2 for score in low):
        return "ready-with-conditions"
    return "not-yet"


def _below_three(sheet: Sheet, items: Mapping[str, Row]) -> list[str]:
    scores = {id: items[id]["score"] for id in sorted(sheet.stars)}
    return [id for id, score in scores.items() if isinstance(score, Fraction) and score < 3]
