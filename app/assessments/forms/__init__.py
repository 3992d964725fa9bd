"""What is typed in self assessment."""

from app.assessments.forms.answers import AnswerForm
from app.assessments.forms.facts import FactsForm, facts_form
from app.assessments.forms.room import (
    AgreementForm,
    FinishRoomForm,
    OpenRoomForm,
    OtherViewForm,
    RoomNoteForm,
)
from app.assessments.forms.rounds import (
    MoveDatesForm,
    NewcomerForm,
    OpenRoundForm,
    RatersForm,
    raters_form,
)
from app.assessments.forms.signing import DecisionForm, ReopenForm, SignOffForm, decision_form

__all__ = [
    "AgreementForm",
    "AnswerForm",
    "DecisionForm",
    "FactsForm",
    "FinishRoomForm",
    "MoveDatesForm",
    "NewcomerForm",
    "OpenRoomForm",
    "OpenRoundForm",
    "OtherViewForm",
    "RatersForm",
    "ReopenForm",
    "RoomNoteForm",
    "SignOffForm",
    "decision_form",
    "facts_form",
    "raters_form",
]
