"""What is typed about check-in calls."""

from app.checkins.forms.booking import ANOTHER, BookForm, BookingForm, CancellingForm, MovingForm
from app.checkins.forms.cadence import (
    AgreementForm,
    BlackoutForm,
    EndAgreementForm,
    HoursForm,
    LevelForm,
    ProgrammeForm,
    hours_values,
    programme_values,
    stage_field,
)
from app.checkins.forms.offers import OfferForm, PickForm, WishForm

__all__ = [
    "ANOTHER",
    "AgreementForm",
    "BlackoutForm",
    "BookForm",
    "BookingForm",
    "CancellingForm",
    "EndAgreementForm",
    "HoursForm",
    "LevelForm",
    "MovingForm",
    "OfferForm",
    "PickForm",
    "ProgrammeForm",
    "WishForm",
    "hours_values",
    "programme_values",
    "stage_field",
]
