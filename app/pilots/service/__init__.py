"""What is written about pilots."""

from app.pilots.service.deciding import decide, finish_roll_out, plan_next
from app.pilots.service.entering import add_entry, change_entry, enter_month
from app.pilots.service.parts import add_part, change_part, remove_part
from app.pilots.service.planning import (
    agree,
    change_cohort,
    change_times,
    end,
    note_agreement,
    plan_pilot,
)
from app.pilots.service.reviewing import begin_review, finish_review, save_data, save_process

__all__ = [
    "add_entry",
    "add_part",
    "agree",
    "begin_review",
    "change_cohort",
    "change_entry",
    "change_part",
    "change_times",
    "decide",
    "end",
    "enter_month",
    "finish_review",
    "finish_roll_out",
    "note_agreement",
    "plan_next",
    "plan_pilot",
    "remove_part",
    "save_data",
    "save_process",
]
