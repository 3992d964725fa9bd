"""Fidelity, the sustainability index, the level and the sustainment status."""

from app.indicators.rules.definitions.components import NHS, UNISIC
from app.indicators.rules.definitions.shapes import Definition, Group
from app.indicators.rules.definitions.signals import EVALUATION, OWN

FIDELITY = (
    Definition(
        "FI1",
        "Adherence",
        Group.FIDELITY,
        question="Is it used well?",
        formula="Median of the case audits of the latest closed round: points ÷ (2 × items that"
        " apply), in per cent. Beside it, the mean of each core component.",
        source="Dane and Schneider (1998); Carroll and others (2007)",
        limits=("High from {first} %", "Moderate from {second} %", "Low below"),
        first=80,
        second=60,
        not_enough="No closed round has five files or more: the number of files is said instead.",
        about="quality",
    ),
    Definition(
        "FI2",
        "Reach",
        Group.FIDELITY,
        question="Is it used enough?",
        formula="Framework cases ÷ eligible cohort, in per cent, of the latest return with both.",
        source=f"Carroll and others (2007), coverage; {EVALUATION}: isolated use",
        limits=("Wide from {first} %", "Partial from {second} %", "Isolated below"),
        first=50,
        second=20,
        not_enough="No return has a cohort, or it is below six.",
        about="measures",
    ),
    Definition(
        "FI3",
        "Balance of adaptations",
        Group.FIDELITY,
        question="Do changes keep the core?",
        formula="Changes in force that keep the core ÷ those with a view, in per cent.",
        source="FRAME (Wiltsey Stirman and others, 2019)",
        limits=("Shown with its number; it is no part of adherence or reach",),
        not_enough="No change in force has a view yet.",
        about="adaptations",
    ),
)
HEADLINES = (
    Definition(
        "LEVEL",
        "Early-warning level",
        Group.WARNING,
        question="Who needs us first?",
        formula="Each signal gives 0, 1 (watch) or 2 (signal) points. Two weeks in a row must point"
        " higher before the level rises, three lower before it falls. Type of contract, funding and"
        " inspection grade never count: no pattern was found in them.",
        source=f"{OWN}, from {EVALUATION}",
        limits=(
            "Steady: 0 to 3 points",
            "Watch: 4 to 7",
            "Concern: 8 to 12, or two of F1, F3 and F6 at 2",
            "Acute: 13 or more, or F1 and F3 both at 2",
        ),
        not_enough="What is not known adds nothing. From four signals without data on, the level is"
        " marked as blind.",
    ),
    Definition(
        "SI",
        "Sustainability index",
        Group.EMBEDDING,
        question="How firmly does it stand?",
        formula="Weighted mean of the components that are known: strong 100, fair 50, weak 0.",
        source=f"weights set for this portal, after the {NHS}",
        limits=("0 to 100, always with its components and how much of the weight is known",),
        not_enough="Components with less than half of the weight are known.",
    ),
    Definition(
        "STATUS",
        "Sustainment status",
        Group.STATUS,
        question="Is it in lasting use?",
        formula="From cases, contact, coverage and audits, month by month; what is declared comes"
        " first.",
        source=f"Moore and others (2017); {UNISIC}; liminal after"
        " a study of 82 facilities of the Veterans Health Administration (2024)",
        limits=(
            "Not yet started: no case yet",
            "Active: a case within 180 days, and nothing that makes it liminal",
            "Sustained: active, and 24 months since the first case or since full implementation",
            "Liminal: a case within 12 months, and none for more than 180 days, or no contact for"
            " more than 120 days and 1.25 times the days between calls, or coverage below 25 %, or"
            " the latest audits below 60 %",
            "Dormant: no case for 12 months or more, and nothing declared; also where months are no"
            " longer counted, the last known case is that old, and there was no contact for 180"
            " days",
            "Reintroduced: active again after it was dormant or stopped, for 24 months",
            "Paused, discontinued: as declared",
        ),
        not_enough="No month is counted, or too few of them to tell.",
    ),
)
