"""The twelve signals of early warning (F1 to F12)."""

from functools import partial

from app.indicators.rules.definitions.shapes import Definition, Group

EVALUATION = "NSPCC scale-up evaluation (Magilton, 2018)"
BRISTOL = "Bristol evaluation (Farmer and Patsios, 2016)"
TURNOVER = "NSPCC, sustainability of services in adopting organisations (2021)"
ANHOEJ = "Anhøj and Olesen, run charts revisited (2014)"
COMPLETION = "Stages of Implementation Completion (Chamberlain, Brown and Saldana, 2011)"
SLIDES = "NSPCC programme timeline"
OWN = "set for this portal"


_signal = partial(Definition, group=Group.WARNING)

SIGNALS = (
    _signal(
        "F1",
        "No use",
        question="Has the framework fallen silent?",
        formula="Days between the last day of the latest month with a case started and the last day"
        " of the latest month counted.",
        source=EVALUATION,
        limits=("Watch from {first} days", "Signal from {second} days"),
        first=90,
        second=180,
        not_enough="No month is counted, or the latest count shows cases and is more than 92 days"
        " old. Before the first case it is not asked.",
        about="measures",
    ),
    _signal(
        "F2",
        "Falling use",
        question="Are fewer cases started than before?",
        formula="Cases by month, the last 12 months. Three tests: a run below the median longer"
        " than log2(n) + 3 that lasts to the end, 7 or more months in a row below the mean, and a"
        " mean of the last 3 months under half of that of the 9 before.",
        source=f"{ANHOEJ}; seven points: NHS England, Making Data Count",
        limits=("Watch: one of the first two tests", "Signal: both, or the third"),
        first=1,
        second=2,
        not_enough="All of the last 12 months must be counted, and the first case must be at least"
        " that old.",
        about="measures",
    ),
    _signal(
        "F3",
        "Sponsor and strategic lead",
        question="Are the two people there who carry it?",
        formula="Days for which the post of the sponsor or the strategic lead is vacant; new"
        " holders after somebody else within six months.",
        source=f"{BRISTOL}; {TURNOVER}",
        limits=(
            "Watch: one of the two posts is vacant",
            "Signal: a post is vacant for {second} days or more, or both have a new holder within"
            " six months",
        ),
        first=1,
        second=60,
        not_enough="Nobody was ever entered for any post.",
        about="people",
    ),
    _signal(
        "F4",
        "Restructure",
        question="Is the ground moving?",
        formula="Restructures and mergers entered for the site or by the register of authorities.",
        source=f"{EVALUATION}; {TURNOVER}",
        limits=(
            "Watch: announced, or in force for six to twelve months",
            "Signal: decided, in force for up to six months, or a merger within twelve months",
        ),
        first=1,
        second=2,
        not_enough="Always known: where nothing is entered, there is none.",
        about="events",
    ),
    _signal(
        "F5",
        "Steering group",
        question="Does the steering group still meet?",
        formula="Days since the last quorate meeting, or since the group was set up.",
        source=SLIDES,
        limits=(
            "Watch above {first} days",
            "Signal above {second} days, or two meetings in a row without a quorum",
        ),
        first=60,
        second=120,
        not_enough="No steering group is entered. During exploration it is not asked.",
        about="meetings",
    ),
    _signal(
        "F6",
        "Trainers",
        question="Can the authority still train its own people?",
        formula="Active trainers against the need: one for every 60 people to be trained, at least"
        " two. Active: in post, and taught or trained by the NSPCC within 12 months.",
        source=EVALUATION,
        limits=("Watch: exactly as many as needed", "Signal: fewer than needed"),
        first=0,
        second=-1,
        not_enough="No trainer, or no number of people to be trained, is entered. Before the"
        " training for trainers it is not asked.",
        about="training",
    ),
    _signal(
        "F7",
        "Training coverage",
        question="Are enough of the people in post trained?",
        formula="Trained people in post ÷ people meant to be trained, now and six months ago.",
        source=EVALUATION,
        limits=(
            "Watch: {first} points or more below six months ago",
            "Signal: below {second} % once full implementation has begun",
        ),
        first=10,
        second=50,
        not_enough="No number of people to be trained is entered. Before anybody is trained it is"
        " not asked.",
        about="training",
    ),
    _signal(
        "F8",
        "Fidelity",
        question="Is it still the framework?",
        formula="Median adherence of the latest round of case audits, and against the one before.",
        source=SLIDES,
        limits=(
            "Watch: 60 to 79 %, or 10 points or more below the round before",
            "Signal: below {second} %, or no round for nine months",
        ),
        first=80,
        second=60,
        not_enough="No closed round has five files or more. Until nine months after the first case"
        " it is not asked.",
        about="quality",
    ),
    _signal(
        "F9",
        "Adaptation",
        question="Are core parts being cut?",
        formula="Changes to the framework that are in force and not in line with it.",
        source=EVALUATION,
        limits=(
            "Watch: one such change for more than {first} days",
            "Signal: a core part left out and not agreed with the NSPCC",
        ),
        first=30,
        second=2,
        not_enough="The register of adaptations cannot be read. No entry counts as no change.",
        about="adaptations",
    ),
    _signal(
        "F10",
        "Contact",
        question="Have we lost touch?",
        formula="Days without contact ÷ the days between calls of the stage, or those agreed with"
        " the site. The shorter ones under concern do not count: concern must not feed itself.",
        source=EVALUATION,
        limits=(
            "Watch: more than {first} times the days between calls",
            "Signal: two calls missed in a row, or more than {second} times",
        ),
        first=1.25,
        second=2,
        not_enough="Always known: without any contact, days are counted since the site was added.",
        about="calls",
    ),
    _signal(
        "F11",
        "Critical milestones",
        question="Does the plan slip where it must not?",
        formula="Days by which the longest overdue critical milestone is late.",
        source=COMPLETION,
        limits=("Watch above {first} days", "Signal above {second} days"),
        first=30,
        second=90,
        not_enough="No milestone has a date.",
        about="journey",
    ),
    _signal(
        "F12",
        "Confidence",
        question="Do they still believe it will last?",
        formula="What the authority answers on calls, 1 to 10, when it is asked whether it lasts.",
        source=OWN,
        limits=(
            "Watch: {first} points or more lower than the time before",
            "Signal: {second} or lower twice in a row",
        ),
        first=2,
        second=4,
        not_enough="No call has asked. Before the first call it is not asked.",
        about="calls",
    ),
)
