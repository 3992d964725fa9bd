"""What is typed about pilots. What is missing is for the rules to say, all of it at once."""

from app.pilots.forms.learning import EntryForm
from app.pilots.forms.months import MonthForm
from app.pilots.forms.parts import (
    FORMS,
    MeasureForm,
    PartForm,
    RemoveForm,
    RiskForm,
    StepForm,
    StrategyForm,
)
from app.pilots.forms.planning import CohortForm, EndForm, NewPilotForm, TimesForm
from app.pilots.forms.reviewing import DataForm, DecisionForm, ProcessForm, data_form

__all__ = [
    "FORMS",
    "CohortForm",
    "DataForm",
    "DecisionForm",
    "EndForm",
    "EntryForm",
    "MeasureForm",
    "MonthForm",
    "NewPilotForm",
    "PartForm",
    "ProcessForm",
    "RemoveForm",
    "RiskForm",
    "StepForm",
    "StrategyForm",
    "TimesForm",
    "data_form",
]
