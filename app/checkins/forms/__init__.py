"""What is typed about check-in calls."""

from app.checkins.forms.booking import BookingForm, CancellingForm, MovingForm
from app.checkins.forms.concerns import ConcernForm, EscalationForm, ResolvingForm, StepForm
from app.checkins.forms.records import MissedForm, NextForm, NoteForm, shown

__all__ = [
    "BookingForm",
    "CancellingForm",
    "ConcernForm",
    "EscalationForm",
    "MissedForm",
    "MovingForm",
    "NextForm",
    "NoteForm",
    "ResolvingForm",
    "StepForm",
    "shown",
]
