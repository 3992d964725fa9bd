"""What the NSPCC promises who asks: the days of the programme and the calendar they are counted
by."""

from datetime import date

from app.members.rules import PROGRAMME
from app.sites.rules import Nation
from app.sites.rules.working_days import bank_holidays
from app.topics.rules import waiting

WORKING_DAYS = PROGRAMME.unanswered_working_days
HOLIDAYS = bank_holidays(Nation.ENGLAND)  # the NSPCC's own: members come from everywhere


def answer_due(asked_on: date) -> date:
    """The day by which a question of this day has an answer."""
    return waiting.due_on(asked_on, WORKING_DAYS, HOLIDAYS)


def age(asked_on: date, due: date, today: date) -> str:
    """How long a question has waited, in words."""
    return waiting.age_words(asked_on, due, today, HOLIDAYS)
