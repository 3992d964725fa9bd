"""Forms about posts, reports and safety."""

from app.posts.forms.writing import PostForm, ReportForm

__all__ = ["PostForm", "ReportForm"]
