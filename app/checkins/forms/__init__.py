"""What is typed about check-in calls."""

from app.checkins.forms.booking import ANOTHER, BookForm, BookingForm, CancellingForm, MovingForm
from app.checkins.forms.cadence import (
    AgreementForm,
    BlackoutForm,
    EndAgreementForm,
    HoursForm,
    ProgrammeForm,
    hours_values,
    programme_values,
    stage_field,
)
from app.checkins.forms.concerns import ConcernForm, EscalationForm, ResolvingForm, StepForm
from app.checkins.forms.offers import OfferForm, PickForm, WishForm
from app.checkins.forms.records import MissedForm, NextForm, NoteForm, shown

__all__ = [
    "ANOTHER",
    "AgreementForm",
    "BlackoutForm",
    "BookForm",
    "BookingForm",
    "CancellingForm",
    "ConcernForm",
    "EndAgreementForm",
    "EscalationForm",
    "HoursForm",
    "MissedForm",
    "MovingForm",
    "NextForm",
    "NoteForm",
    "OfferForm",
    "PickForm",
    "ProgrammeForm",
    "ResolvingForm",
    "StepForm",
    "WishForm",
    "hours_values",
    "programme_values",
    "shown",
    "stage_field",
]
