"""Signing in and out."""

from flask import Response, flash, g, make_response, redirect, render_template, request, session
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from app.access.actor import Actor
from app.access.gate import actor, public
from app.accounts import service
from app.accounts.forms import SignInForm
from app.accounts.rules import browser_in_words, should_note_seen
from app.accounts.service import limits
from app.accounts.views.blueprint import Page, blueprint, is_production
from app.core import clock
from app.core.security.redirects import safe_next
from app.core.web.forms import again
from app.core.web.returned import give_back, is_returned, see, still_carried, wants_json

WRONG = (
    "The e-mail address and password do not fit together. Check both, or choose a new password "
    "if you do not remember it."
)


@blueprint.after_app_request
def note_seen(response: Response) -> Response:
    """Remember when a sign-in was last used, after the page's own session is closed.

    Only pages a person opens count: a script that asks by itself must not keep a session alive.
    """
    who = actor()
    passive = request.method != "GET" or wants_json() or response.status_code >= 400
    if who and not passive and should_note_seen(seen_at=who.seen_at, now=clock.now()):
        service.note_seen(who.sign_in)
    return response


@blueprint.get("/sign-in")
@public
def sign_in() -> Page:
    """The form; somebody signed in already goes where they were going."""
    target = safe_next(request.args.get("next"))
    if actor():
        return redirect(target)
    return render_template(
        "accounts/sign_in.html", form=SignInForm(data={"next": target}), carried=[], carried_to=""
    )


@blueprint.post("/sign-in")
@public
def enter() -> Page:
    """Sign in; what failed for whatever reason gets the same answer."""
    form, (carried_to, carried) = SignInForm(), still_carried()
    if actor() and is_returned():  # signed in meanwhile, in another tab
        return _onwards(form.next.data, carried_to, carried)
    if form.validate_on_submit():
        limits.count_sign_in(str(form.email.data), request.remote_addr)
        proved = service.prove(
            str(form.email.data), str(form.password.data), is_production=is_production()
        )
        if proved and _start(proved):
            return _onwards(form.next.data, carried_to, carried)
        form.refuse("email", WRONG)
    return again("accounts/sign_in.html", form, carried=carried, carried_to=carried_to or "")


def _start(proved: service.Proved) -> bool:
    """Begin a sign-in in this browser, in a cookie that holds nothing from before."""
    earlier = actor()
    browser = browser_in_words(request.user_agent.string)
    token = service.sign_in(proved, browser)
    if token is None:
        return False
    limits.uncount_sign_in(proved.email, request.remote_addr)
    if earlier:
        service.end_sign_in(earlier.sign_in)
    _forget_cookie()
    login_user(Actor(proved.id, proved.name, proved.email, sign_in=token))
    return True


def _onwards(
    target: str | None, carried_to: str | None, carried: list[tuple[str, str]]
) -> AnyResponse:
    if carried_to:  # 201: a sign-in was created, and this page is the way back to the form
        return make_response(give_back(carried_to, carried, after_sign_in=True), 201)
    return redirect(safe_next(target), code=303)


def _forget_cookie() -> None:
    session.clear()
    g.pop("csrf_token", None)  # else this answer's forms would hold the token of before


@blueprint.post("/sign-out")
@public
def sign_out() -> AnyResponse:
    """End the sign-in on the server; its cookie is worth nothing afterwards."""
    if is_returned():  # a button from before this sign-in: the next page has one that works
        return redirect("/", code=303)
    who = actor()
    if who:
        service.end_sign_in(who.sign_in)
    logout_user()
    _forget_cookie()
    flash("You are signed out.", "success")
    answer = see("accounts.sign_in")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
