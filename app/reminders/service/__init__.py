"""Queueing what falls due; the outbox key makes each mail happen once, whoever runs this."""

from app.reminders.service.calls import queue_call_reminders
from app.reminders.service.contracts import queue_contract_notices
from app.reminders.service.licences import queue_licence_notices
from app.reminders.service.mergers import queue_merger_notices
from app.reminders.service.pauses import queue_pause_notices
from app.reminders.service.pilots import queue_pilot_reminders
from app.reminders.service.plans import queue_plan_reminders
from app.reminders.service.rounds import queue_round_reminders

__all__ = [
    "queue_call_reminders",
    "queue_contract_notices",
    "queue_licence_notices",
    "queue_merger_notices",
    "queue_pause_notices",
    "queue_pilot_reminders",
    "queue_plan_reminders",
    "queue_round_reminders",
]
