"""The rest of FRAME, given where it is known: what each field may hold, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

Options = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """A question about an adaptation: its name, its words, its options; several, or one."""

    name: str
    label: str
    options: Options
    several: bool = True


WHEN = {
    "before": "Before the work began, or in the pilot",
    "implementation": "While the framework was introduced",
    "scale-up": "While it was widened to more teams",
    "maintenance": "Later, when it was in use",
}
PLANNED = {
    "proactive": "Planned ahead",
    "reactive": "Planned, in answer to something that came up",
    "unplanned": "Not planned: it came about",
}
DECIDERS = {
    "lead": "Strategic lead or senior managers",
    "political": "Councillors or other political leaders",
    "funder": "Whoever pays for it",
    "administration": "Administration, such as the case system",
    "manager": "Programme or service manager",
    "nspcc": "The NSPCC",
    "researcher": "Researcher or evaluator",
    "team": "The team that works with families",
    "practitioner": "Single practitioners",
    "partners": "Partners or the community",
    "families": "Parents, carers or young people",
    "nobody": "Nobody: it came about",
}
MODIFIED = {
    "content": "What is done with families",
    "context": "How, where, by whom or with whom it is done",
    "training": "Training, supervision or checking",
    "scale-up": "How the framework is introduced or widened",
}
LEVEL = {
    "individual": "One family",
    "group": "A group of families",
    "cohort": "Families with something in common",
    "practitioner": "One practitioner",
    "team": "A team or service",
    "organisation": "The authority",
    "network": "Several agencies",
}
CONTEXT = {
    "format": "The form, such as online or in a group",
    "setting": "The place",
    "personnel": "Who does it",
    "population": "Which cases it is used with",
}
NATURE = {
    "tailoring": "Fitted to the family or service",
    "packaging": "Materials look or read differently",
    "adding": "Something added",
    "removing": "Something removed or skipped",
    "shortening": "Shortened",
    "lengthening": "Made longer",
    "substituting": "Replaced",
    "reordering": "Another order",
    "spreading": "Spread over more sessions",
    "integrating": "Another way of working brought in",
    "selecting": "Parts taken into another way of working",
    "repeating": "Repeated",
    "loosening": "Structure loosened",
    "drift-and-return": "Left, and taken up again later",
    "drift": "Left, and not taken up again",
}
GOALS = {
    "reach": "Reach more families, or engage them better",
    "retention": "Keep families in the work",
    "feasibility": "Make it easier to do",
    "fit": "Fit families better",
    "culture": "Fit culture or language",
    "outcomes": "Better results for children",
    "cost": "Cost less",
    "satisfaction": "People are happier with it",
}
FOUND = {
    "self-report": "The authority said so",
    "audit": "Case audit",
    "check-in": "Check-in call",
    "community": "Community of practice",
}
SOCIETY = {
    "law": "Law",
    "mandate": "A duty or mandate",
    "policy": "National or local policy",
    "regulation": "Regulation or inspection framework",
    "climate": "Political climate",
    "funding-policy": "Funding rules",
    "history": "What happened here before",
    "norms": "Norms of society",
    "funding": "How money is shared out",
}
ORGANISATION = {
    "resources": "Staff, money, technology or space",
    "competing": "Competing demands",
    "time": "Too little time",
    "structure": "How the service is organised",
    "access": "Distance or access",
    "compliance": "What inspection or audit asks for",
    "charging": "Costing or charging",
    "leadership": "Culture, climate or leaders’ support",
    "mission": "What the service is there for",
    "tradition": "Cultural or religious norms of the service",
}
PROVIDER = {
    "background": "Their race, ethnicity or identity",
    "languages": "Languages they speak",
    "training": "Training and skills they have",
    "preferences": "What they prefer",
    "judgement": "Their professional judgement",
    "competency": "Cultural norms or knowledge",
    "perception": "What they think of the framework",
}
RECIPIENT = {
    "ethnicity": "Race or ethnicity",
    "identity": "Gender or sexual identity",
    "resources": "What they can reach or afford",
    "cognitive": "Learning needs",
    "physical": "Physical needs",
    "literacy": "Reading and education",
    "languages": "Languages they speak",
    "legal": "Legal status",
    "norms": "Cultural or religious norms",
    "needs": "Several needs at once",
    "immigration": "Immigration status",
    "crisis": "A crisis",
    "readiness": "Readiness to change",
}
FIELDS = (
    Field("phase", "When did it come about?", WHEN, several=False),
    Field("planned", "Was it planned?", PLANNED, several=False),
    Field("involved", "Who else took part in deciding?", DECIDERS),
    Field("modified", "What is changed?", MODIFIED),
    Field("nature", "In which way?", NATURE),
    Field("context", "What of how it is done?", CONTEXT),
    Field("level", "At which level?", LEVEL, several=False),
    Field("goals", "What is it meant to achieve?", GOALS),
    Field("society", "Reasons in society and politics", SOCIETY),
    Field("organisation", "Reasons in the authority", ORGANISATION),
    Field("provider", "Reasons among those who do the work", PROVIDER),
    Field("recipient", "Reasons among families", RECIPIENT),
    Field("found", "How was it found?", FOUND, several=False),
)
BY_NAME = {field.name: field for field in FIELDS}
REASONS = ("society", "organisation", "provider", "recipient")
