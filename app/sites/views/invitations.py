"""Taking up an invitation. Opening the page uses nothing up: mail scanners open links too."""

from flask import current_app, flash, g, redirect, render_template, request, session
from flask_login import login_user
from werkzeug.wrappers import Response

from app.access.actor import Actor
from app.access.gate import actor, public
from app.accounts import service as accounts
from app.accounts.rules import browser_in_words, words_about
from app.accounts.service import limits
from app.core.security.passwords import hash_password, weaknesses
from app.core.web.forms import PortalForm, again
from app.core.web.returned import see
from app.sites import queries, service
from app.sites.forms import AcceptForm, JoinForm, ProveForm
from app.sites.queries import Offer
from app.sites.views.blueprint import Page, blueprint

WRONG = "This is not the password of your account"
PAGE = "sites/invitation.html"


def _form_for(offer: Offer) -> PortalForm:
    """New account, password of the account there is, or just a button for its owner."""
    if offer.person_id is None:
        return JoinForm(data={"name": offer.name})
    who = actor()
    return AcceptForm() if who and who.id == offer.person_id else ProveForm()


def _unusable(offer: Offer | None) -> tuple[str, int]:
    return render_template("sites/invitation_closed.html", offer=offer), 410


@blueprint.get("/invitation/<token>")
@public
def invitation(token: str) -> Page:
    """Who invites whom to what, and the form that fits."""
    offer = queries.offer(token)
    if offer is None or not offer.is_pending:
        return _unusable(offer)
    return render_template(PAGE, form=_form_for(offer), offer=offer, token=token)


@blueprint.post("/invitation/<token>")
@public
def invitation_accepted(token: str) -> Page:
    """Take the offer up, sign in, and land at home."""
    limits.count_token(request.remote_addr)
    offer = queries.offer_apart(token)
    if offer is None or not offer.is_pending:
        return _unusable(offer)
    form = _form_for(offer)
    if form.validate_on_submit():
        answer = _accept(token, offer, form)
        if answer is not None:
            return answer
    return again(PAGE, form, offer=offer, token=token)


def _accept(token: str, offer: Offer, form: PortalForm) -> Page | None:
    """The answer after accepting; None when the form has errors."""
    try:
        if isinstance(form, JoinForm):
            return _join(token, offer, form)
        if isinstance(form, ProveForm):
            return _prove(token, offer, form)
        service.accept_signed_in(token, offer.person_id or 0)
    except service.NotOpen:
        return _unusable(queries.offer(token))
    except service.LastAdministrator as obstacle:
        form.form_errors.append(str(obstacle))
        return None
    except service.NotYours:
        form.form_errors.append("Your account was changed a moment ago. Open the link again.")
        return None
    return _welcome(offer)


def _join(token: str, offer: Offer, form: JoinForm) -> Page | None:
    name, typed = str(form.name.data), str(form.new_password.data)
    for weakness in weaknesses(typed, about=words_about(name, offer.email, offer.site_name)):
        form.refuse("new_password", weakness)
    if form.errors:
        return None
    kept = hash_password(typed)  # before the transaction begins
    try:
        secret = service.accept_as_new(token, name, kept, _browser())
    except service.Refused as refusal:
        form.refuse("name", refusal.message)
        return None
    found = queries.offer(token)
    person_id = found.person_id if found else None
    return _signed_in(offer, Actor(person_id or 0, name, offer.email, sign_in=secret))


def _prove(token: str, offer: Offer, form: ProveForm) -> Page | None:
    limits.count_sign_in(offer.email, request.remote_addr)
    is_production = bool(current_app.config["SETTINGS"].is_production)
    proved = accounts.prove(offer.email, str(form.password.data), is_production=is_production)
    if proved is None:
        form.refuse("password", WRONG)
        return None
    secret = service.accept_with_password(token, proved, _browser())
    limits.uncount_sign_in(offer.email, request.remote_addr)
    return _signed_in(offer, Actor(proved.id, proved.name, proved.email, sign_in=secret))


def _browser() -> str:
    return browser_in_words(request.user_agent.string)


def _signed_in(offer: Offer, who: Actor) -> Response:
    """Begin in this browser with a cookie that holds nothing from before."""
    earlier = actor()
    if earlier:
        accounts.end_sign_in(earlier.sign_in)
    session.clear()
    g.pop("csrf_token", None)
    login_user(who)
    return _welcome(offer)


def _welcome(offer: Offer) -> Response:
    flash(f"You have joined {offer.to_what}.", "success")
    if "overview.home" in current_app.view_functions:
        return see("overview.home")
    return redirect("/", code=303)
