"""The rows of navigation: an entry shows to whoever may open its page."""

from dataclasses import dataclass

from flask import Flask, g, request, url_for

from app.access.gate import actor, can
from app.access.policy import Can


@dataclass(frozen=True)
class Entry:
    """A page in the navigation; `area` says which endpoints it is current for (prefixes)."""

    text: str
    endpoint: str
    right: Can | None = None
    area: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry as the layout shows it."""

    text: str
    href: str
    current: bool


ACROSS_CALLS = ("checkins.month", "checkins.one_day")
LEAVING = ("overview.hand_over", "overview.nspcc_lead")
MAIN = (  # at most seven for anybody; what is looked up now and then hangs on Sites
    Entry(
        "Home",
        "overview.home",
        area=("overview.caseload", "overview.unassigned", "overview.cover"),
    ),
    Entry(
        "Sites",
        "overview.portfolio",
        Can.SEE_SITE,
        ("overview.progress", "dashboards.", "joining.contracts", "sites.authorit", "instruments."),
    ),
    Entry("Check-ins", "checkins.across", Can.SEE_CALLS_ACROSS, ACROSS_CALLS),
    Entry("Actions", "plans.across", Can.SEE_PLAN, ("plans.across",)),
    Entry(
        "Community",
        "community.home",
        Can.USE_COMMUNITY,
        ("community.", "library.", "topics.", "chat.", "events.", "members.", "posts."),
    ),
    Entry("Enquiries", "joining.enquiries", Can.SEE_ENQUIRIES),
    Entry("Administration", "admin.index", Can.SEE_AUDIT, ("admin.",)),
    Entry("Help", "overview.help"),
)
SITE = (
    Entry("Overview", "overview.site", Can.SEE_SITE, ("overview.re_entry", "standing.")),
    Entry("Dashboard", "dashboards.site", Can.SEE_SITE_DASHBOARD, ("dashboards.",)),
    Entry("Journey", "journey.index", Can.SEE_JOURNEY, ("journey.", "overview.stage")),
    Entry("Assessments", "assessments.index", Can.SEE_ROUND, ("assessments.",)),
    Entry("Plan", "plans.index", Can.SEE_PLAN, ("plans.",)),
    Entry("Evidence", "evidence.index", Can.SEE_EVIDENCE, ("evidence.",)),
    Entry("People", "sites.people", Can.SEE_PEOPLE, ("sites.people", "sites.invite", *LEAVING)),
    Entry("Meetings", "meetings.index", Can.SEE_MEETINGS, ("meetings.",)),
    Entry("Training", "training.index", Can.SEE_TRAINING, ("training.",)),
    Entry("Pilots", "pilots.index", Can.SEE_PILOTS, ("pilots.",)),
    Entry(
        "Quality and measures",
        "quality.index",
        Can.SEE_QUALITY,
        ("quality.", "measures.", "indicators."),
    ),
    Entry(
        "Check-ins",
        "checkins.index",
        Can.SEE_CALL,
        ("checkins.", "support.", "overview.call_sheet"),
    ),
    Entry("Joining", "joining.index", Can.SEE_JOINING, ("joining.",)),
    Entry("History", "overview.history", Can.SEE_HISTORY, ("overview.changes",)),
)
COMMUNITY = (
    Entry("New", "community.home"),
    Entry("Resources", "library.index", area=("library.",)),
    Entry("Topics", "topics.index", area=("topics.",)),
    Entry("Chat", "chat.index", area=("chat.",)),
    Entry("Events", "events.index", area=("events.",)),
    Entry("Members", "members.index", area=("members.",)),
    Entry("Moderation", "posts.queue", Can.MODERATE, ("posts.queue", "posts.case")),
)
QUALITY = (  # what the page "Quality and measures" of a site leads to
    Entry("Case audits", "quality.rounds", Can.SEE_QUALITY),
    Entry("Adaptations", "quality.adaptations", Can.SEE_ADAPTATIONS),
    Entry("Measures", "measures.index", Can.SEE_MEASURES),
    Entry("Fidelity and sustainability", "indicators.index", Can.SEE_INDICATORS),
)


def _links(app: Flask, entries: tuple[Entry, ...], site: str | None = None) -> list[Link]:
    here = request.endpoint or ""
    return [
        Link(
            entry.text,
            url_for(entry.endpoint, site=site) if site else url_for(entry.endpoint),
            here == entry.endpoint or any(here.startswith(area) for area in entry.area),
        )
        for entry in entries
        if entry.endpoint in app.view_functions and (entry.right is None or can(entry.right))
    ]


def install(app: Flask) -> None:
    """Offer `navigation` and the rows of a site, its quality page and the community."""

    @app.context_processor
    def rows() -> dict[str, list[Link]]:
        site = g.get("site")
        return {
            "navigation": _links(app, MAIN) if actor() else [],
            "site_navigation": _links(app, SITE, site=site.slug) if site else [],
            "community_navigation": _links(app, COMMUNITY) if actor() else [],
            "quality_navigation": _links(app, QUALITY, site=site.slug) if site else [],
        }
