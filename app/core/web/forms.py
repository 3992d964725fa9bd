"""The base of every form."""

from typing import Any

from flask import render_template, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from app.core.web.guarding import Unguarded, beside, guard
from app.core.web.returned import is_returned

__all__ = ["PortalForm", "SelectChoice", "Unguarded", "again", "form_status"]


class PortalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form that shows itself again, filled in and without acting, when it was given back.

    Its free text passes the guard for identifying details; fields marked `Unguarded` do not.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF carries no types
        """Flask-WTF's ways, but for two."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Fields come from forms only: Flask-WTF would take a JSON body for one, whose text
            may hold what neither database nor page can."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
            """However a page shows a field, what the guard asks stands beside it."""
            shown: Markup = super().render_field(field, render_kw)
            return shown + beside(field)

    def is_submitted(self) -> bool:
        return not is_returned() and bool(super().is_submitted())

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own rules, then the guard."""
        sound = bool(super().validate(extra_validators))
        return guard(self) and sound

    def refuse(self, field: str, message: str) -> None:
        """Add an error found by a rule or the database, so that it shows beside its field."""
        target: Any = self[field]
        target.errors = [*target.errors, message]


def form_status(form: PortalForm) -> int:
    """The status of a page that shows a form once more: 400 with errors, 200 when given back."""
    return 400 if form.errors else 200


def again(template: str, form: PortalForm, **more: object) -> tuple[str, int]:
    """The page of a form once more, with its errors or as it was given back."""
    return render_template(template, form=form, **more), form_status(form)
