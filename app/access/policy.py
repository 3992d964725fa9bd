"""Who may do what: the page an auditor reads.

`GRANTS` is the whole policy. What it does not grant is refused. Rules that hide things even from
those who see the site (private ratings before the reveal) belong to their rooms.
"""

from enum import StrEnum


class Role(StrEnum):
    """The five kinds of people (product.md, roles and reach)."""

    ADMIN = "admin"
    LEAD = "lead"
    STRATEGIC = "strategic"
    CONTRIBUTOR = "contributor"
    MEMBER = "member"


class Reach(StrEnum):
    """How far a grant reaches."""

    EVERY = "every"
    ASSIGNED = "assigned"  # sites the person leads, deputises for or covers today, for the NSPCC
    OWN_SITE = "own site"  # sites the person belongs to
    NONE = "none"


class Can(StrEnum):
    """What can be done, `<resource>:<action>`."""

    SEE_SITE = "site:see"
    ADD_SITE = "site:add"
    EDIT_SITE = "site:edit"
    ASK_TO_RESUME = "site:ask"
    SEE_EVENTS = "events:see"
    EDIT_EVENTS = "events:edit"
    SEE_PEOPLE = "people:see"
    INVITE_PEOPLE = "people:invite"
    SEE_CASELOADS = "caseloads:see"
    ARRANGE_COVER = "cover:arrange"
    ASSIGN_LEADS = "leads:assign"
    SEE_JOURNEY = "journey:see"
    EDIT_JOURNEY = "journey:edit"
    DECIDE_STAGE = "stage:decide"
    SEE_EVIDENCE = "evidence:see"
    ADD_EVIDENCE = "evidence:add"
    SEE_ROUND = "round:see"
    OPEN_ROUND = "round:open"
    RATE = "round:rate"
    SIGN_OFF_ROUND = "round:sign-off"
    FACILITATE_ROUND = "round:facilitate"
    DECIDE_ROUND = "round:decide"
    SEE_PLAN = "plan:see"
    EDIT_PLAN = "plan:edit"
    APPROVE_PLAN = "plan:approve"
    RAISE_BARRIER = "barrier:raise"
    ANSWER_BARRIER = "barrier:answer"
    COMPARE_BARRIERS = "barriers:compare"
    SEE_MEETINGS = "meetings:see"
    RUN_MEETINGS = "meetings:run"
    SEE_CALL = "call:see"
    BOOK_CALL = "call:book"
    SEE_SUPPORT = "support:see"
    ASK_SUPPORT = "support:ask"
    DECIDE_SUPPORT = "support:decide"
    ANSWER_SUPPORT = "support:answer"
    SEE_SUPPORT_EVERYWHERE = "support:see-everywhere"
    SEE_CALLS_ACROSS = "calls:see"
    RECORD_CALL = "call:record"
    SEE_CALL_SHEET = "call-sheet:see"
    SEE_CONCERNS = "concerns:see"
    HANDLE_CONCERNS = "concerns:handle"
    PICK_TIME = "call:pick"
    SET_CADENCE = "cadence:set"
    KEEP_DAYS_FREE = "call-free-days:agree"
    SET_PROGRAMME_CADENCE = "programme-cadence:set"
    KEEP_HOURS = "call-hours:keep"
    SEE_TRAINING = "training:see"
    EDIT_TRAINING = "training:edit"
    SEE_REGISTER = "register:see"
    EDIT_REGISTER = "register:edit"
    LICENSE_TRAINERS = "trainers:license"
    SEE_JOINING = "joining:see"
    RECORD_JOINING = "joining:record"
    SEE_ENQUIRIES = "enquiries:see"
    SEE_CONTRACTS = "contracts:see"
    EDIT_CONTRACT = "contract:edit"
    TAKE_QUIZ = "quiz:take"
    INVITE_TO_QUIZ = "quiz:invite"
    SEE_QUIZ_RESULTS = "quiz-results:see"
    WITHDRAW_CERTIFICATES = "certificates:withdraw"
    SEE_PILOTS = "pilots:see"
    EDIT_PILOTS = "pilots:edit"
    ENTER_PILOT_DATA = "pilots:enter"
    DECIDE_PILOT = "pilots:decide"
    SEE_QUALITY = "quality:see"
    SEE_CASE_AUDITS = "case-audits:see"
    PLAN_AUDITS = "audits:plan"
    CONDUCT_AUDITS = "audits:conduct"
    SEE_MEASURES = "measures:see"
    ENTER_COUNTS = "measures:enter"
    SIGN_RETURN = "return:sign"
    SEE_DASHBOARDS = "dashboards:see"
    SEE_SITE_DASHBOARD = "site-dashboard:see"
    COMPARE_SITE = "site:compare"
    SEE_INDICATORS = "indicators:see"
    SAY_PAPERS = "papers:say"
    SEE_WARNINGS = "warnings:see"
    ANSWER_SIGNALS = "signals:answer"
    SET_LEVEL = "level:set"
    SEE_ADAPTATIONS = "adaptations:see"
    LOG_ADAPTATIONS = "adaptations:log"
    AGREE_TO_SHARE = "adaptations:share"
    VIEW_ADAPTATIONS = "adaptations:view"
    SEE_ADAPTATIONS_EVERYWHERE = "adaptations:see-everywhere"
    ANSWER_GUIDANCE = "guidance:answer"
    SET_MEASURES = "measures:agree"
    RUN_PULSES = "pulses:run"
    USE_COMMUNITY = "community:use"
    MODERATE = "community:moderate"
    INVITE_MEMBERS = "members:invite"
    SET_SAFETY = "safety:set"
    SET_PROCEDURES = "local-procedures:set"
    ENDORSE_RESOURCES = "resources:endorse"
    RUN_EVENTS = "community-events:run"
    SEE_HISTORY = "history:see"
    SEE_AUTHORITIES = "authorities:see"
    CHANGE_AUTHORITIES = "authorities:change"
    SEE_INSTRUMENTS = "instruments:see"
    EDIT_INSTRUMENTS = "instruments:edit"
    MANAGE_ACCOUNTS = "accounts:manage"
    SEE_AUDIT = "audit:see"
    SEE_OUTBOX = "outbox:see"
    RESEND_MAIL = "outbox:resend"
    SEE_JOBS = "jobs:see"
    SET_LADDERS = "ladders:set"


EVERY, ASSIGNED, OWN_SITE = Reach.EVERY, Reach.ASSIGNED, Reach.OWN_SITE
_THE_AUTHORITYS_OWN = {Role.STRATEGIC: OWN_SITE, Role.CONTRIBUTOR: OWN_SITE}
_SEEN_BY_THE_SITE = {Role.ADMIN: EVERY, Role.LEAD: EVERY, **_THE_AUTHORITYS_OWN}
_RUN_BY_THE_SITE = {Role.ADMIN: EVERY, Role.LEAD: ASSIGNED, Role.STRATEGIC: OWN_SITE}
_WORKED_ON_BY_THE_SITE = {**_RUN_BY_THE_SITE, Role.CONTRIBUTOR: OWN_SITE}
_RUN_BY_THE_NSPCC = {Role.ADMIN: EVERY, Role.LEAD: ASSIGNED}
_ADMINISTRATION = {Role.ADMIN: EVERY}

GRANTS: dict[Can, dict[Role, Reach]] = {
    Can.SEE_SITE: _SEEN_BY_THE_SITE,
    Can.ADD_SITE: _ADMINISTRATION,
    Can.EDIT_SITE: _RUN_BY_THE_NSPCC,
    Can.ASK_TO_RESUME: _THE_AUTHORITYS_OWN,
    Can.SEE_EVENTS: _SEEN_BY_THE_SITE,
    Can.EDIT_EVENTS: _RUN_BY_THE_SITE,
    Can.SEE_PEOPLE: _SEEN_BY_THE_SITE,
    Can.INVITE_PEOPLE: _RUN_BY_THE_SITE,
    Can.SEE_CASELOADS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.ARRANGE_COVER: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # a lead only for themselves
    Can.ASSIGN_LEADS: _ADMINISTRATION,
    Can.SEE_JOURNEY: _SEEN_BY_THE_SITE,
    Can.EDIT_JOURNEY: _RUN_BY_THE_SITE,
    Can.DECIDE_STAGE: _RUN_BY_THE_NSPCC,
    Can.SEE_EVIDENCE: _SEEN_BY_THE_SITE,
    Can.ADD_EVIDENCE: _WORKED_ON_BY_THE_SITE,
    Can.SEE_ROUND: _SEEN_BY_THE_SITE,
    Can.OPEN_ROUND: _RUN_BY_THE_SITE,
    Can.RATE: _THE_AUTHORITYS_OWN,
    Can.SIGN_OFF_ROUND: {Role.STRATEGIC: OWN_SITE},
    Can.FACILITATE_ROUND: _RUN_BY_THE_NSPCC,
    Can.DECIDE_ROUND: _RUN_BY_THE_NSPCC,
    Can.SEE_PLAN: _SEEN_BY_THE_SITE,
    Can.EDIT_PLAN: _RUN_BY_THE_SITE,
    Can.APPROVE_PLAN: {Role.STRATEGIC: OWN_SITE},
    Can.RAISE_BARRIER: _WORKED_ON_BY_THE_SITE,
    Can.ANSWER_BARRIER: _RUN_BY_THE_SITE,
    Can.COMPARE_BARRIERS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.SEE_MEETINGS: _SEEN_BY_THE_SITE,
    Can.RUN_MEETINGS: _RUN_BY_THE_SITE,
    Can.SEE_CALL: _SEEN_BY_THE_SITE,
    Can.BOOK_CALL: _RUN_BY_THE_NSPCC,
    Can.SEE_SUPPORT: _SEEN_BY_THE_SITE,  # notes for the NSPCC alone are a rule of the room
    Can.ASK_SUPPORT: _WORKED_ON_BY_THE_SITE,  # the NSPCC enters what was asked on the phone
    Can.DECIDE_SUPPORT: _RUN_BY_THE_SITE,  # and whoever asked, a rule of the room
    Can.ANSWER_SUPPORT: _RUN_BY_THE_NSPCC,
    Can.SEE_SUPPORT_EVERYWHERE: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.SEE_CALLS_ACROSS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # of all sites, in one list
    Can.RECORD_CALL: _RUN_BY_THE_NSPCC,
    Can.SEE_CALL_SHEET: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # the NSPCC prepares with it
    Can.SEE_CONCERNS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # never an authority's page
    Can.HANDLE_CONCERNS: _RUN_BY_THE_NSPCC,
    Can.PICK_TIME: {Role.STRATEGIC: OWN_SITE},  # one of the times the NSPCC offers
    Can.SET_CADENCE: _RUN_BY_THE_NSPCC,
    Can.KEEP_DAYS_FREE: _RUN_BY_THE_SITE,
    Can.SET_PROGRAMME_CADENCE: _ADMINISTRATION,
    Can.KEEP_HOURS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # each their own
    Can.SEE_TRAINING: _SEEN_BY_THE_SITE,
    Can.EDIT_TRAINING: {Role.STRATEGIC: OWN_SITE},
    Can.SEE_REGISTER: _THE_AUTHORITYS_OWN,  # names of its staff: the NSPCC sees counts
    Can.EDIT_REGISTER: _THE_AUTHORITYS_OWN,
    Can.LICENSE_TRAINERS: _RUN_BY_THE_NSPCC,
    Can.SEE_JOINING: {Role.ADMIN: EVERY, Role.LEAD: EVERY, Role.STRATEGIC: OWN_SITE},
    Can.RECORD_JOINING: _RUN_BY_THE_NSPCC,
    Can.SEE_ENQUIRIES: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # across sites, as are contracts
    Can.SEE_CONTRACTS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.EDIT_CONTRACT: _RUN_BY_THE_NSPCC,
    Can.TAKE_QUIZ: _THE_AUTHORITYS_OWN,
    Can.INVITE_TO_QUIZ: _THE_AUTHORITYS_OWN,
    Can.SEE_QUIZ_RESULTS: _THE_AUTHORITYS_OWN,  # who passed: the NSPCC sees counts
    Can.WITHDRAW_CERTIFICATES: _THE_AUTHORITYS_OWN,
    Can.SEE_PILOTS: _SEEN_BY_THE_SITE,  # counts, in full for the NSPCC too
    Can.EDIT_PILOTS: _RUN_BY_THE_SITE,
    Can.ENTER_PILOT_DATA: _WORKED_ON_BY_THE_SITE,
    Can.DECIDE_PILOT: _RUN_BY_THE_SITE,  # the plan itself is agreed by the strategic lead
    Can.SEE_QUALITY: _SEEN_BY_THE_SITE,  # results of rounds; single audits stay in the authority
    Can.SEE_CASE_AUDITS: _THE_AUTHORITYS_OWN,  # whose, a rule of the room says
    Can.PLAN_AUDITS: {Role.STRATEGIC: OWN_SITE},
    Can.CONDUCT_AUDITS: _THE_AUTHORITYS_OWN,  # each their own, a rule of the room
    Can.SEE_MEASURES: _SEEN_BY_THE_SITE,  # counts, in full for the NSPCC too
    Can.ENTER_COUNTS: {Role.ADMIN: EVERY, **_THE_AUTHORITYS_OWN},  # an NSPCC lead only reads
    Can.SIGN_RETURN: {Role.STRATEGIC: OWN_SITE},
    Can.SEE_DASHBOARDS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # of many sites, with full counts
    Can.SEE_SITE_DASHBOARD: _SEEN_BY_THE_SITE,
    # with others, anonymous and through disclosure control
    Can.COMPARE_SITE: {Role.ADMIN: EVERY, Role.LEAD: EVERY, Role.STRATEGIC: OWN_SITE},
    Can.SEE_INDICATORS: _SEEN_BY_THE_SITE,  # an authority sees no level and no signal
    Can.SAY_PAPERS: _RUN_BY_THE_SITE,
    Can.SEE_WARNINGS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},  # never an authority's page
    Can.ANSWER_SIGNALS: _RUN_BY_THE_NSPCC,
    Can.SET_LEVEL: _RUN_BY_THE_NSPCC,
    Can.SEE_ADAPTATIONS: _SEEN_BY_THE_SITE,  # notes for the NSPCC alone are a rule of the room
    Can.LOG_ADAPTATIONS: _WORKED_ON_BY_THE_SITE,  # the NSPCC enters what it was told
    Can.AGREE_TO_SHARE: {Role.STRATEGIC: OWN_SITE},  # nobody else speaks for the authority
    Can.VIEW_ADAPTATIONS: _RUN_BY_THE_NSPCC,
    Can.SEE_ADAPTATIONS_EVERYWHERE: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.ANSWER_GUIDANCE: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.SET_MEASURES: _RUN_BY_THE_SITE,  # each side agrees for itself, a rule of the room
    Can.RUN_PULSES: _THE_AUTHORITYS_OWN,  # strategic lead or data lead, a rule of the room
    Can.USE_COMMUNITY: dict.fromkeys(Role, EVERY),  # everyone signed in; each changes their own
    Can.MODERATE: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.INVITE_MEMBERS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.SET_SAFETY: _ADMINISTRATION,
    Can.SET_PROCEDURES: _RUN_BY_THE_SITE,
    Can.ENDORSE_RESOURCES: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.RUN_EVENTS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.SEE_HISTORY: _SEEN_BY_THE_SITE,
    Can.SEE_AUTHORITIES: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.CHANGE_AUTHORITIES: _ADMINISTRATION,
    Can.SEE_INSTRUMENTS: {Role.ADMIN: EVERY, Role.LEAD: EVERY},
    Can.EDIT_INSTRUMENTS: _ADMINISTRATION,
    Can.MANAGE_ACCOUNTS: _ADMINISTRATION,
    Can.SEE_AUDIT: _ADMINISTRATION,
    Can.SEE_OUTBOX: _ADMINISTRATION,
    Can.RESEND_MAIL: _ADMINISTRATION,
    Can.SEE_JOBS: _ADMINISTRATION,
    Can.SET_LADDERS: _ADMINISTRATION,
}

# A paused or stopped site is read-only for everybody: besides what only shows, it leaves who
# belongs to it and who leads it, resuming it, and asking for that; support, since help to come back
# is asked for there most of all; the end of concerns; and how a child gets help.
# Nothing else is changed there.
LEFT_AT_REST = frozenset(
    {
        Can.INVITE_PEOPLE,
        Can.EDIT_SITE,
        Can.ASK_TO_RESUME,
        Can.ASK_SUPPORT,
        Can.DECIDE_SUPPORT,
        Can.ANSWER_SUPPORT,
        Can.HANDLE_CONCERNS,
        Can.SET_PROCEDURES,
    }
)
