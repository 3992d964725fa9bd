"""Writing many rows: in the order of their foreign keys, one statement for each table."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, func, inspect, select

from app.accounts.models import Person
from app.assessments.models import Rater, Round, SavedAnswer, SignOff
from app.chat import models as chat
from app.checkins.models import (
    CallCode,
    CallInvitee,
    CallMiss,
    CallPerson,
    CallRecord,
    CheckInCall,
)
from app.community.models import CommunityDigest, MemberMessage
from app.core.audit import AuditEvent
from app.core.db import Base, session
from app.core.search.models import SearchEntry, SearchSpelling
from app.events import models as events
from app.joining import models as joining
from app.journey.models import JourneyProgress, Milestone, StageDecision
from app.library import models as library
from app.measures import models as measures
from app.meetings import models as meetings
from app.members import models as members
from app.pilots import models as pilots
from app.plans import models as plans
from app.posts.models import Case, Post, Report
from app.quality.models import adaptations, audits
from app.sites.models import (
    Authority,
    AuthorityCode,
    Membership,
    PostHolding,
    Site,
    SiteAuthority,
)
from app.standing.models import SiteEvent, StatusDeclaration
from app.support import models as support
from app.topics import models as topics
from app.training import models as training

Row = dict[str, Any]
Rows = Mapping[type[Base], list[Row]]
ORDER: tuple[type[Base], ...] = (
    Person,
    Authority,
    AuthorityCode,
    Site,
    SiteAuthority,
    Membership,
    Milestone,
    JourneyProgress,
    StageDecision,
    CheckInCall,
    CallInvitee,
    CallRecord,
    CallPerson,
    CallCode,
    CallMiss,
    Round,
    Rater,
    SavedAnswer,
    SignOff,
    PostHolding,
    SiteEvent,
    StatusDeclaration,
    joining.Enquiry,
    joining.Contact,
    joining.Conversation,
    joining.Decision,
    joining.Contract,
    joining.ContractParty,
    meetings.Group,
    meetings.GroupMember,
    meetings.Meeting,
    meetings.Attendee,
    meetings.AgendaItem,
    meetings.ItemMinutes,
    meetings.Decision,
    training.Team,
    training.RegisterEntry,
    training.Trainer,
    training.Licence,
    training.TrainingSession,
    training.SessionTrainer,
    training.SessionPlace,
    training.Trained,
    pilots.Pilot,
    pilots.PilotStrategy,
    pilots.PilotMeasure,
    pilots.PilotRisk,
    pilots.PilotMonth,
    pilots.PilotEntry,
    pilots.PilotReview,
    pilots.RollOutStep,
    measures.UseCount,
    measures.QuarterReturn,
    measures.AgreedMeasure,
    measures.MeasureVersion,
    measures.MeasureValue,
    plans.Objective,
    plans.ObjectiveCode,
    plans.Action,
    plans.ActionCode,
    plans.PlanReview,
    plans.ObjectiveReview,
    plans.Route,
    plans.RouteUse,
    plans.RaisedBarrier,
    plans.BarrierCode,
    support.SupportRequest,
    support.SupportEntry,
    support.SupportSession,
    adaptations.Adaptation,
    adaptations.AdaptationVersion,
    adaptations.AdaptationView,
    adaptations.AdaptationEntry,
    audits.AuditRound,
    audits.RoundAuditor,
    audits.AuditedCase,
    audits.CaseAudit,
    Post,
    topics.Topic,
    topics.Reply,
    topics.Tag,
    topics.Follow,
    topics.MeToo,
    members.Agreement,
    members.Visit,
    members.Profile,
    members.Interest,
    members.CommunityMute,
    members.DigestChoice,
    CommunityDigest,
    MemberMessage,
    library.Resource,
    library.Edition,
    library.ResourceUse,
    library.Collection,
    library.CollectionItem,
    events.Event,
    events.SignUp,
    events.Material,
    events.Tally,
    events.Remark,
    chat.ChatRoom,
    chat.ChatMessage,
    chat.ChatVisit,
    chat.ChatSummary,
    Case,
    Report,
    SearchEntry,
    SearchSpelling,
    AuditEvent,
)
NUMBERED: tuple[type[Base], ...] = (
    Person,
    Authority,
    Site,
    CheckInCall,
    CallRecord,
    Round,
    Rater,
    joining.Contract,
    meetings.Group,
    meetings.GroupMember,
    meetings.Meeting,
    meetings.AgendaItem,
    training.Team,
    training.RegisterEntry,
    training.Trainer,
    training.TrainingSession,
    pilots.Pilot,
    pilots.PilotStrategy,
    plans.Objective,
    plans.Action,
    plans.PlanReview,
    plans.Route,
    plans.RaisedBarrier,
    support.SupportRequest,
    measures.AgreedMeasure,
    adaptations.Adaptation,
    audits.AuditRound,
    audits.AuditedCase,
    Post,
    topics.Topic,
    topics.Reply,
    MemberMessage,
    library.Resource,
    library.Edition,
    library.Collection,
    events.Event,
    events.SignUp,
    chat.ChatRoom,
    chat.ChatMessage,
    chat.ChatSummary,
    Case,
    SearchEntry,
)


class Numbers:
    """The next free number of each table whose rows others point to."""

    def __init__(self) -> None:
        current = session()
        current.flush()
        self._last: dict[type[Base], int] = {
            model: current.scalar(select(func.max(table_of(model).c.id))) or 0 for model in NUMBERED
        }

    def take(self, model: type[Base]) -> int:
        """A number nobody has."""
        self._last[model] += 1
        return self._last[model]

    def leave(self) -> None:
        """Let PostgreSQL go on counting after the numbers taken; SQLite does so by itself."""
        current = session()
        if current.get_bind().dialect.name != "postgresql":
            return
        for model, last in self._last.items():
            sequence = func.pg_get_serial_sequence(table_of(model).name, "id")
            current.execute(select(func.setval(sequence, last)))


def table_of(model: type[Base]) -> Table:
    """The table behind a model."""
    table = inspect(model).local_table
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} has no table of its own.")
    return table


def fill(sites: Iterable[Rows]) -> None:
    """Write the rows of several sites, table by table."""
    together: dict[type[Base], list[Row]] = {model: [] for model in ORDER}
    for rows in sites:
        for model, found in rows.items():
            together[model] += found
    for model in ORDER:
        if together[model]:
            session().execute(table_of(model).insert(), together[model])


def fill_staff(numbers: Numbers, count: int, today: date) -> list[int]:
    """More leads of the NSPCC; returns their numbers."""
    joined = datetime.combine(today - timedelta(days=4000), time(9), UTC)
    rows = [
        person_row(numbers.take(Person), f"Lead {n:03}", f"lead{n}@scale.example", joined, "lead")
        for n in range(1, count + 1)
    ]
    fill([{Person: rows}])
    return [row["id"] for row in rows]


def person_row(
    number: int, name: str, email: str, created_at: datetime, staff_role: str | None = None
) -> Row:
    """Somebody of the demo without a password."""
    return {
        "id": number,
        "name": name,
        "email": email,
        "password_hash": None,
        "staff_role": staff_role,
        "is_demo": True,
        "created_at": created_at,
        "deactivated_at": None,
    }
