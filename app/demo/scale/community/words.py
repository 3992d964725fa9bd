"""Titles and sentences about the work, put together by chance: enough different ones that looking
for words tells them apart, out of few."""

import random
from functools import lru_cache

from app.demo.scale.one_site import FIRST, SECOND
from app.posts.rules import to_html

DO = (
    *("prepare", "agree", "explain", "record", "review", "plan", "share", "introduce", "measure"),
    *("test", "time", "discuss", "write", "shorten", "simplify", "organise", "question", "present"),
)
WHAT = (
    "the written agreement",
    "the analytical chronology",
    "the classification of risk",
    "family time",
    "the first overnight stay",
    "supervision",
    "a place at school",
    "the review by the reviewing officer",
    "recovery from addiction",
    "contact between brothers and sisters",
    "the farewell of foster carers",
    "the audit of files",
    "the monthly count",
    "a field of the case system",
    "kinship care",
    "wishes and feelings",
    "the choice of a trusted adult",
    "the relapse plan",
    "the transition plan",
    "support after the return",
    "goals with parents",
    "the panel for the second decision",
    "the training day",
    "the refresher",
    "the licence of trainers",
    "the steering group",
    "the business case",
    "the pilot of two teams",
    "the induction of new staff",
    "the discharge of an order",
    "placement with parents",
    "the statement for court",
    "a family group conference",
    "safety after domestic abuse",
    "change after neglect",
    "housing before the return",
    "benefits and debts",
    "health visiting",
    "mental health of parents",
    "the briefing for councillors",
    "the genogram",
    "the ecomap",
    "life story work",
    "a memory box",
    "the placement breakdown review",
    "neonatal discharge",
    "parenting under observation",
    "respite at weekends",
    "short breaks",
    "transport to nursery",
    "a bereavement in the household",
    "speech and language therapy",
    "epilepsy medication",
    "a sensory profile",
    "asylum and settled status",
    "prison visits",
    "probation appointments",
    "a non-molestation order",
    "hair strand testing",
    "methadone prescriptions",
    "hoarding at home",
    "rent arrears",
    "universal credit",
    "a fostering allowance",
    "special guardianship",
    "adoption disruption",
    "missing episodes",
    "exploitation online",
    "the youth offending plan",
    "a safety huddle",
    "motivational interviewing",
    "reflective writing",
    "trauma informed language",
    "the ombudsman",
    "the scrutiny committee",
    "a data protection assessment",
    "the dashboard for heads of service",
    "dip sampling",
    "moderation of audits",
    "agency workers",
)
WHEN = (
    "before the second classification",
    "with newly qualified workers",
    "when managers change",
    "in a small team",
    "after an inspection",
    "when parents live far apart",
    "during a restructure",
    "with partners from health",
    "without another form",
    "with older young people",
    "at short notice",
    "within the first month",
    "with an interpreter",
    "across two counties",
    "over the summer",
    "when caseloads are high",
    "with the virtual school",
    "without a business analyst",
    "before the panel sits",
    "once the order has ended",
)
ASKING = (
    "How do you {do} {what} {when}?",
    "Who else had to {do} {what} {when}?",
    "What helped you to {do} {what} {when}?",
    "Is it worth the time to {do} {what} {when}?",
    "Who should {do} {what} {when}?",
)
TALKING = (
    "How we {do} {what} {when}",
    "What we would do differently: {what}, {when}",
    "{what}: a year of trying it {when}",
)
SAYING = (
    "We tried to {do} {what} {when}, and it took longer than planned.",
    "Our teams now {do} {what} {when}.",
    "Start small: {do} {what} with one team, then look again.",
    "The hardest part was to {do} {what} {when}.",
    "Nobody had time to {do} {what}, so we put it on the agenda each month.",
    "A checklist of half a page helps to {do} {what} {when}.",
    "We have *two* ways to {do} {what} and are unsure which one helps practitioners more.",
    "Ask your teams first: ours knew better how to {do} {what} {when}.",
    "It went well because somebody was named to {do} {what} {when}.",
    "We {do} {what} together with {other}; one without the other made no sense.",
    "Does anyone {do} {what} {when}?",
    "Thank you, that is how we {do} {what} as well.",
    "Colleagues in {where} {do} {what} {when}; ask them.",
    "The protocol of {where} says nothing of {what}.",
)
NAMING = ("Guide", "Template", "Checklist", "Prompts", "Slides", "Worked example", "Briefing")
PURPOSES = ("to help teams {do} {what} {when}", "for whoever has to {do} {what} {when}")


def question(chance: random.Random) -> str:
    """A question in one line."""
    return _filled(chance.choice(ASKING), chance)


def subject(chance: random.Random) -> str:
    """What somebody wants to talk about, in one line."""
    return _upper(_filled(chance.choice(TALKING), chance))


def text(chance: random.Random, most: int) -> str:
    """One sentence or more, at most `most`."""
    number = chance.randint(1, most)
    return " ".join(_filled(chance.choice(SAYING), chance) for _ in range(number))


def resource(chance: random.Random) -> tuple[str, str]:
    """What a resource is called, and what it is for."""
    what, purpose = chance.choice(WHAT), _filled(chance.choice(PURPOSES), chance)
    name = chance.choice(NAMING)
    return f"{name}: {what} {chance.choice(WHEN)}", f"{name} {purpose}. {text(chance, 4)}"


@lru_cache(maxsize=50_000)
def html(said: str) -> str:
    """What is shown of a text; lines of a talk are said more than once."""
    return str(to_html(said))


def _filled(pattern: str, chance: random.Random) -> str:
    return pattern.format(
        do=chance.choice(DO),
        what=chance.choice(WHAT),
        when=chance.choice(WHEN),
        other=chance.choice(WHAT),
        where=chance.choice(FIRST.split()) + chance.choice(SECOND.split()),
    )


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]
