"""Forms about posts, reports and safety."""

from app.posts.forms.deciding import AnswerForm, AppealForm, DecideForm
from app.posts.forms.safety import ProceduresForm, SafetyForm
from app.posts.forms.writing import PostForm, ReportForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "DecideForm",
    "PostForm",
    "ProceduresForm",
    "ReportForm",
    "SafetyForm",
]
