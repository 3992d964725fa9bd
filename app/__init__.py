"""The Reunification Implementation Portal. Only this module knows every room."""

import os

from flask import Blueprint, Flask, g
from flask_compress import Compress
from flask_wtf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli
from app.access import gate, navigation
from app.access.actor import Actor
from app.access.policy import Role
from app.accounts import queries as accounts
from app.accounts.views import blueprint as accounts_pages
from app.admin.views import blueprint as admin_pages
from app.arrivals.views import blueprint as arrivals_pages
from app.assessments.views import blueprint as assessments_pages
from app.chat import service as chat
from app.chat.views import blueprint as chat_pages
from app.checkins.views import blueprint as checkins_pages
from app.community import service as community
from app.community.views import blueprint as community_pages
from app.core import db, words
from app.core.web import edge, errors, logs, static_files
from app.core.web.edge import Portal
from app.dashboards.views import blueprint as dashboards_pages
from app.events.views import blueprint as events_pages
from app.evidence.views import blueprint as evidence_pages
from app.indicators.views import blueprint as indicators_pages
from app.instruments.views import blueprint as instruments_pages
from app.joining.views import blueprint as joining_pages
from app.journey.views import blueprint as journey_pages
from app.library import service as library
from app.library.views import blueprint as library_pages
from app.measures.views import blueprint as measures_pages
from app.meetings.views import blueprint as meetings_pages
from app.members.views import blueprint as members_pages
from app.notices.views import blueprint as notices_pages
from app.overview.views import blueprint as overview_pages
from app.pilots.views import blueprint as pilots_pages
from app.plans.views import blueprint as plans_pages
from app.posts import service as posts
from app.posts.rules import Place
from app.posts.views import blueprint as posts_pages
from app.quality.views import blueprint as quality_pages
from app.reminders.views import blueprint as reminders_pages
from app.sites import queries as sites
from app.sites.views import blueprint as sites_pages
from app.standing.views import blueprint as standing_pages
from app.support.views import blueprint as support_pages
from app.topics import service as topics
from app.topics.views import blueprint as topics_pages
from app.training.views import blueprint as training_pages
from config import ROOT, Settings, load_settings

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts_pages,
    notices_pages,
    admin_pages,
    assessments_pages,
    checkins_pages,
    sites_pages,
    members_pages,
    posts_pages,
    chat_pages,
    standing_pages,
    evidence_pages,
    instruments_pages,
    joining_pages,
    journey_pages,
    plans_pages,
    meetings_pages,
    support_pages,
    topics_pages,
    training_pages,
    pilots_pages,
    quality_pages,
    measures_pages,
    events_pages,
    library_pages,
    indicators_pages,
    arrivals_pages,
    reminders_pages,
    overview_pages,
    dashboards_pages,
    community_pages,
)

# What a room does when words it shows are changed elsewhere: by a moderator, or because it is time.
LISTENERS = {
    Place.QUESTION: topics.post_changed,
    Place.DISCUSSION: topics.post_changed,
    Place.ANSWER: topics.post_changed,
    Place.REPLY: topics.post_changed,
    Place.CHAT: chat.changed,
    Place.RESOURCE: library.post_changed,
    Place.PROFILE: community.profile_changed,
}
# Who reads what is not for every member.
READERS: dict[Place, posts.Readers] = {
    Place.CHAT: chat.readers,
    Place.SUMMARY: chat.readers,
    Place.MESSAGE: community.readers,
}
# What stands beside a post and is taken out with its words.
WORDINGS = {
    **dict.fromkeys(
        (Place.QUESTION, Place.DISCUSSION, Place.ANSWER, Place.REPLY),
        posts.Wording(topics.redact_title, topics.title_of),
    ),
    Place.RESOURCE: posts.Wording(library.redact_title, library.title_of),
    Place.PROFILE: posts.Wording(community.profile_redacted),
}


def create_app(settings: Settings | None = None) -> Portal:
    """The application, ready to serve; raises ConfigurationError when a setting is unsafe."""
    settings = settings or load_settings(os.environ)
    app = Portal(__name__, static_folder=None)
    _configure(app, settings)
    logs.configure(settings.log_format)
    db.use(db.make_engine(settings.database_url))
    _prepare_templates(app)
    csrf = CSRFProtect()
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # the gate asks, after it knows who it is
    csrf.init_app(app)
    logs.install(app)
    edge.install(app, secure=settings.is_secure)
    loaders = gate.Loaders(actor=_actor, site=sites.site_ref, resting=sites.resting)
    gate.install(app, loaders, csrf)
    navigation.install(app)
    errors.install(app)
    words.install(app)
    static_files.install(app, secure=settings.is_secure)
    Compress(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.register(app)
    posts.listen(LISTENERS, READERS, WORDINGS)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask documents middleware
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app


def _actor(token: str) -> Actor | None:
    """Who a sign-in belongs to, with the roles the person holds now."""
    found = accounts.live_sign_in(token, sites.SIGNED_IN)
    if found is None:
        return None
    return Actor(
        id=found.id,
        name=found.name,
        email=found.email,
        staff_role=Role(found.staff_role) if found.staff_role else None,
        # staff do not join sites: what they see they see as the NSPCC
        belongs=frozenset() if found.staff_role else sites.belonging(found.id),
        assigned=sites.assigned_sites(found.id) if found.staff_role else frozenset(),
        sign_in=token,
        seen_at=found.seen_at,
        unread=found.unread,
    )


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.env == "test",
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=16_000_000,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_secure else "session",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.is_secure,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_LEVEL=1,
        COMPRESS_MIN_SIZE=1000,
        COMPRESS_MIMETYPES=["text/html", "application/json", "text/csv", "text/plain"],
        PROPAGATE_EXCEPTIONS=False,
    )


def _prepare_templates(app: Portal) -> None:
    app.jinja_options = {
        "cache_size": -1,  # all of them: Jinja's 400 are fewer than we and GOV.UK have
        "loader": ChoiceLoader(
            [
                FileSystemLoader(ROOT / "app" / "templates"),
                PrefixLoader(
                    {
                        "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                        "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                    }
                ),
            ]
        ),
    }
    WTFormsHelpers(app)

    @app.context_processor
    def product() -> dict[str, object]:
        settings: Settings = app.config["SETTINGS"]
        return {"product_name": settings.product_name, "csp_nonce": g.get("csp_nonce", "")}
