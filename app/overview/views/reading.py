"""Pages to read: help, accessibility, privacy."""

from email.utils import parseaddr

from flask import current_app, render_template

from app.access.gate import public
from app.overview.views.blueprint import blueprint


@blueprint.get("/help")
@public
def help() -> str:
    """How to use the portal, for each role."""
    return render_template("overview/help.html", contact=_contact())


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """How accessible the portal is, and whom to tell about what is not."""
    return render_template("overview/accessibility.html", contact=_contact())


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is held about people, why, and for how long."""
    return render_template("overview/privacy.html", contact=_contact())


def _contact() -> str:
    """The address that answers for the portal: the one its mails come from."""
    return parseaddr(current_app.config["SETTINGS"].mail_from)[1]
