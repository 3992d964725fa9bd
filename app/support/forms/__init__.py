"""What is typed about support. What is missing is for the rules to say, all of it at once."""

from app.support.forms.answering import (
    DeclineForm,
    OfferForm,
    PriorityForm,
    SessionForm,
)
from app.support.forms.asking import AgainForm, CloseForm, NeedForm, PhoneForm, WithdrawForm
from app.support.forms.writing import MessageForm, NoteForm

__all__ = [
    "AgainForm",
    "CloseForm",
    "DeclineForm",
    "MessageForm",
    "NeedForm",
    "NoteForm",
    "OfferForm",
    "PhoneForm",
    "PriorityForm",
    "SessionForm",
    "WithdrawForm",
]
