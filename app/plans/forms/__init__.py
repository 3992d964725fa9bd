"""What is typed into a plan."""

from app.plans.forms.actions import ActionForm

__all__ = ["ActionForm"]
