"""What is typed about groups and meetings."""

from app.meetings.forms.groups import GroupForm, SeatForm
from app.meetings.forms.holding import ApprovalForm, DecisionForm, GuestForm, MinutesForm
from app.meetings.forms.planning import AgendaForm, CancelForm, MoveForm, PlanForm, WhenForm

__all__ = [
    "AgendaForm",
    "ApprovalForm",
    "CancelForm",
    "DecisionForm",
    "GroupForm",
    "GuestForm",
    "MinutesForm",
    "MoveForm",
    "PlanForm",
    "SeatForm",
    "WhenForm",
]
