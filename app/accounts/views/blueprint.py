"""The room's blueprint, and what several of its pages do alike."""

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from app.access.gate import the_actor
from app.accounts import service
from app.accounts.rules import words_about
from app.accounts.service import limits
from app.core.security.passwords import hash_password, weaknesses
from app.core.web.forms import PortalForm

blueprint = Blueprint("accounts", __name__)

Page = str | tuple[str, int] | Response


def is_production() -> bool:
    """True where real people's data is: demo accounts cannot be used there."""
    return bool(current_app.config["SETTINGS"].is_production)


def unusable(endpoint: str, text: str) -> tuple[str, int]:
    """One answer for links that are unknown, used and too old."""
    return render_template("accounts/link_unusable.html", endpoint=endpoint, text=text), 410


def hash_if_good(form: PortalForm, *about: str) -> str | None:
    """The hash of a new password, made before the request's first query, or None with errors."""
    if not form.validate_on_submit():
        return None
    typed = str(form.new_password.data)
    for weakness in weaknesses(typed, about=words_about(*about)):
        form.refuse("new_password", weakness)
    return None if form.errors else hash_password(typed)


def knows_password(form: PortalForm) -> bool:
    """Whether the present password is right; counted, and verified before any transaction."""
    limits.count_own_password(the_actor().id)
    if service.password_fits(the_actor().id, form.current_password.data):
        return True
    form.refuse("current_password", "This is not your present password")
    return False
