"""What is typed about check-in calls."""

from app.checkins.forms.booking import BookingForm, CancellingForm, MovingForm

__all__ = ["BookingForm", "CancellingForm", "MovingForm"]
