"""The base of every form."""

from typing import Any

from flask_wtf import FlaskForm

from app.core.web.returned import is_returned


class PortalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form that shows itself again, filled in and without acting, when it was given back."""

    def is_submitted(self) -> bool:
        return not is_returned() and bool(super().is_submitted())

    def refuse(self, field: str, message: str) -> None:
        """Add an error found by a rule or the database, so that it shows beside its field."""
        target: Any = self[field]
        target.errors = [*target.errors, message]
