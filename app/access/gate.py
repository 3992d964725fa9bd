"""The gate: every view says who may enter; one that says nothing lets nobody in.

The order of every request: who is it, may they, is the form ours (CSRF). Facts about the person
and the site are read in a short read of their own, which ends before the view starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, cast

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect

from app.access.actor import Actor, allows, is_left_at_rest
from app.access.policy import Can
from app.core import audit
from app.core.db import reading, side_transaction
from app.core.security.limits import Limit, TooMany, count_attempt
from app.core.web.returned import carried_fields, carry_over, had_files, wants_json

ACTIVE = "active"  # the one declared status under which a site can be changed
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSALS_RECORDED = Limit("refusals", 200, timedelta(hours=1))  # of one person
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class SiteRef:
    """What the gate and every page within a site need of it."""

    id: int
    slug: str
    name: str
    stage: str
    status: str

    @property
    def is_at_rest(self) -> bool:
        """Whether it is paused or stopped, and so read-only."""
        return self.status != ACTIVE


@dataclass(frozen=True)
class Rule:
    """What a view declares: public, any signed-in person, or a right."""

    word: str
    can: Can | None = None
    from_elsewhere: bool = False  # whether a POST may come without a form of ours


@dataclass(frozen=True)
class Loaders:
    """How the gate learns who someone is, which site an address means, and which are at rest."""

    actor: Callable[[str], Actor | None]
    site: Callable[[str], SiteRef | None]
    resting: Callable[[], frozenset[int]]


def _declare(view: View, rule: Rule) -> View:
    cast(Any, view).access_rule = rule
    return view


def public(view: View) -> View:
    """Anyone may enter, signed in or not."""
    return _declare(view, Rule("public"))


def public_from_elsewhere(view: View) -> View:
    """Anyone may enter, and programs may post here that never saw a page of ours: only for views
    whose address is itself the proof of what may be done, and which read no cookie."""
    return _declare(view, Rule("public", from_elsewhere=True))


def signed_in(view: View) -> View:
    """Anyone signed in may enter."""
    return _declare(view, Rule("signed in"))


def requires(can: Can) -> Callable[[View], View]:
    """Only those who have the right, at the site in the address if there is one."""

    def declare(view: View) -> View:
        return _declare(view, Rule(can.value, can))

    return declare


def rule_of(app: Flask, endpoint: str | None) -> Rule | None:
    """What the view behind an endpoint declares; None when it declares nothing."""
    if endpoint == "static":
        return Rule("public")
    view = app.view_functions.get(endpoint or "")
    return getattr(view, "access_rule", None)


def actor() -> Actor | None:
    """Who is signed in, or None."""
    return cast(Actor | None, g.get("actor"))


def the_actor() -> Actor:
    """Who is signed in, in views that let nobody else in."""
    found = actor()
    if found is None:
        raise RuntimeError("This view is open to people who are not signed in: use actor().")
    return found


def the_site() -> SiteRef:
    """The site the address names."""
    return cast(SiteRef, g.site)


def can(right: Can, site: int | None = None) -> bool:
    """Whether the signed-in person may; within a site's pages, there. Templates ask this too.

    At a paused or stopped site nobody may what would change it, see `policy.LEFT_AT_REST`.
    """
    here = g.get("site")
    where = site if site is not None else (here.id if here else None)
    if not allows(actor(), right, where):
        return False
    return where is None or is_left_at_rest(right, writes=False) or not is_at_rest(where)


def is_at_rest(site: int | None = None) -> bool:
    """Whether a site, or the one of this page, is paused or stopped; asked at most once a
    request for all the others."""
    here = g.get("site")
    if site is None or (here is not None and here.id == site):
        return here is not None and here.is_at_rest
    if "resting" not in g:
        g.resting = cast(Loaders, current_app.extensions["gate"]).resting()
    return site in g.resting


def _is_recorded(who: Actor | None) -> bool:
    """Whether a refusal goes into the trail: nothing there can be deleted, so that a loop must not
    fill it. The answer stays the same beyond the limit, and the log keeps every one."""
    try:
        count_attempt(REFUSALS_RECORDED, str(who.id) if who else "")
    except TooMany:
        return False
    return True


def _refuse(status: int, site: SiteRef | None) -> None:
    """Record the refusal, which must outlive it, and stop."""
    who = actor()
    if _is_recorded(who):
        acting = audit.Acting(who.id if who else None, "web", g.reference)
        with audit.acting(acting), side_transaction():
            audit.because(
                "refused",
                summary=f"{request.method} {request.url_rule} answered {status}"[:500],
                site_id=site.id if site else None,
                nspcc_only=True,
            )
    current_app.logger.info("refused", extra={"status": status, "actor": who.id if who else None})
    abort(status)


def _at_rest() -> Response:
    """Nothing is changed at a paused or stopped site: say so, and give back what was typed."""
    current_app.logger.info("at rest", extra={"status": 403, "endpoint": request.endpoint})
    if wants_json():
        message = f"{g.site.name} is {g.site.status}, so nothing was saved. Copy what you typed."
        return current_app.make_response((jsonify(status=403, message=message), 403))
    page = render_template(
        "errors/at_rest.html",
        typed=carried_fields(),
        writes=request.method not in SAFE,
        had_files=had_files(),
        target=request.full_path.rstrip("?"),
    )
    return current_app.make_response((page, 403))


def _ask_to_sign_in() -> Response:
    if wants_json():
        abort(401)
    if request.method in ("GET", "HEAD"):
        target = request.full_path if request.query_string else request.path
        return cast(Response, redirect(url_for("accounts.sign_in", next=target)))
    return current_app.make_response((carry_over("accounts.sign_in"), 401))


def _enter(loaders: Loaders) -> Response | None:
    rule = rule_of(current_app, request.endpoint)
    if request.endpoint is None:
        return None  # no such address: Flask answers 404 or 405
    if rule is None:
        current_app.logger.error("undeclared view", extra={"endpoint": request.endpoint})
        abort(403)
    # the person behind Flask-Login's proxy: the pages ask for it dozens of times
    known = current_user._get_current_object()
    g.actor = known if known.is_authenticated else None
    if rule.word == "public":
        return None
    if g.actor is None:
        return _ask_to_sign_in()
    return _check_right(rule, loaders)


def _check_right(rule: Rule, loaders: Loaders) -> Response | None:
    slug = (request.view_args or {}).pop("site", None)
    if slug is not None:
        found = loaders.site(slug)
        if found is None:
            abort(404)
        if not allows(actor(), Can.SEE_SITE, found.id):
            _refuse(404, found)  # another authority's site looks as if it did not exist
        g.site = found
    where = g.site.id if slug is not None else None
    if rule.can is not None and not allows(actor(), rule.can, where):
        _refuse(403, g.site)
    writes = request.method not in SAFE
    if slug is not None and g.site.is_at_rest and not is_left_at_rest(rule.can, writes=writes):
        return _at_rest()
    return None


def install(app: Flask, loaders: Loaders, csrf: CSRFProtect) -> None:
    """Put the gate before every view of `app`."""
    app.extensions["gate"] = loaders
    manager = LoginManager()
    manager.session_protection = None  # sessions are rows of ours, ended by us
    manager.init_app(app)

    def load(token: str) -> Actor | None:
        with reading():  # pages that answer before the gate, such as errors, may ask first
            return loaders.actor(token)

    manager.user_loader(load)

    @app.before_request
    def enter() -> Response | None:
        g.site = None
        g.pop("resting", None)
        with reading():
            answer = _enter(loaders)
        if answer is not None:
            return answer
        who = actor()
        g.acting = audit.Acting(who.id if who else None, "web", g.reference)
        rule = rule_of(app, request.endpoint)
        if rule is not None and not rule.from_elsewhere:
            csrf.protect()
        return None

    app.jinja_env.globals.update(can=can, Can=Can, is_at_rest=is_at_rest)

    @app.context_processor
    def who_and_where() -> dict[str, Any]:
        return {"actor": actor(), "site": g.get("site")}
