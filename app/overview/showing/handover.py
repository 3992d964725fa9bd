"""The handover page in plain words: where a site stands, for somebody on their first day."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from app.core.charts import cut
from app.core.words import count, day, moment, short_day
from app.journey.showing import summary
from app.overview.queries.handover_page import HandoverFacts
from app.sites.rules.posts import Post, vacancy_words
from app.training.rules.licences import LicenceState

Link = Callable[..., str]
MOST = 8  # lines of one list: the page is two or three sheets
SOON = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """A sentence, and the address of where to read on ("" for none)."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its sentences."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class HandoverPage:
    """The page of one day."""

    made_on: date
    sections: tuple[Section, ...]


def handover_page(facts: HandoverFacts, link: Link) -> HandoverPage:
    """The page from what the rooms know; `link` makes the address of a page of the site."""
    sections = (
        _stands(facts, link),
        _people(facts, link),
        _next(facts, link),
        _due(facts, link),
        _open(facts, link),
        _rounds(facts, link),
        _agreed(facts, link),
        _training(facts, link),
        _documents(facts, link),
    )
    return HandoverPage(facts.today, sections)


def record_of(facts: HandoverFacts) -> str:
    """The page as it is kept: in words, without links to pages that go on changing."""
    page = handover_page(facts, lambda *_, **__: "")
    return json.dumps({**asdict(page), "made_on": page.made_on.isoformat()}, ensure_ascii=False)


def page_of_record(record: str) -> HandoverPage:
    """A page that was kept."""
    raw = json.loads(record)
    sections = tuple(
        Section(one["title"], tuple(Line(**line) for line in one["lines"]))
        for one in raw["sections"]
    )
    return HandoverPage(date.fromisoformat(raw["made_on"]), sections)


def _stands(facts: HandoverFacts, link: Link) -> Section:
    found = facts.details
    lines = [
        Line(
            f"The site has been in {found.stage.label} since {day(found.stage_since)}; it is "
            f"declared {found.status.value}.",
            link("overview.stage"),
        ),
        Line(f"Contract: {day(found.contract_on)}. Training for trainers: "
             f"{day(found.training_on)}."),
    ]  # fmt: skip
    if facts.milestones:
        lines.append(Line(summary(facts.milestones, facts.today)))
    return Section("Where it stands", tuple(lines))


def _people(facts: HandoverFacts, link: Link) -> Section:
    vacant = {one.post: one for one in facts.posts.vacant}
    lines = []
    for post in Post:
        holder = facts.posts.holder(post)
        if holder is not None:
            since = f"since {short_day(holder.term.starts_on)}"
            mail = f", {holder.email}" if holder.email else ""
            lines.append(Line(f"{post.label}: {holder.name}, {since}{mail}."))
        elif post in vacant:
            lines.append(Line(f"{post.label}: {vacancy_words(vacant[post])}."))
    lines += [Line(f"{one.name} leaves; last day {day(one.last_day)}.") for one in facts.leaving]
    lines += [Line(f"{one.role_label}: {one.name}, {one.email}.") for one in facts.nspcc]
    if not facts.nspcc:
        lines.append(Line("Nobody looks after the site for the NSPCC at the moment."))
    return Section("Who is who", (*lines, _more("All people", "sites.people", link)))


def _next(facts: HandoverFacts, link: Link) -> Section:
    lines = [
        Line(
            f"{one.title}, {moment(one.starts_at)}.",
            link("meetings.meeting", meeting_id=one.id),
        )
        for one in facts.meetings
    ]
    lines += [Line(f"Check-in call with the NSPCC, {moment(at)}.") for at in facts.calls[:3]] or [
        Line("No check-in call is booked.", link("checkins.index"))
    ]
    return Section("Next meetings and calls", tuple(lines or [Line("No meeting is planned.")]))


def _due(facts: HandoverFacts, link: Link) -> Section:
    last = facts.today + SOON
    rows = [
        row
        for row in facts.milestones
        if row.status.is_open and row.planned_on is not None and row.planned_on <= last
    ]
    rows.sort(key=lambda row: row.planned_on or last)
    lines = [
        Line(
            f"{row.template.name}, planned for {day(row.planned_on)}"
            f"{': overdue' if row.planned_on and row.planned_on < facts.today else ''}.",
            link("journey.milestone", code=row.code),
        )
        for row in rows
    ]
    more = _more("The whole journey", "journey.index", link)
    empty = "No milestone is due in the next 90 days."
    return Section("Milestones due in 90 days", _cut(lines, "milestone", empty, more))


def _open(facts: HandoverFacts, link: Link) -> Section:
    lines = [
        Line(
            f"{one.title}: {one.owner}, due {day(one.due_on)}"
            f"{': overdue' if one.due_on < facts.today else ''}."
        )
        for one in facts.actions
    ]
    more = _more("The whole plan", "plans.index", link)
    return Section("Open actions", _cut(lines, "action", "No action is open.", more))


def _rounds(facts: HandoverFacts, link: Link) -> Section:
    lines = [Line(f"{one.words(facts.today)}.") for one in facts.rounds]
    more = _more("All self assessments", "assessments.index", link)
    return Section("Last self assessments", _cut(lines, "round", "No round yet.", more))


def _agreed(facts: HandoverFacts, link: Link) -> Section:
    """Decisions of the NSPCC, and what it owes the authority."""
    lines = [
        Line(f"{one.name}: the NSPCC decided “{one.decided}”.")
        for one in facts.rounds
        if one.decided
    ]
    lines += [
        Line(f"{one.to_stage.label} was decided on {day(one.decided_on)}: {one.reason}")
        for one in facts.decisions[:1]
    ]
    ours = [one for one in facts.actions if one.side.value == "nspcc"]
    if ours:
        listed = "; ".join(one.title for one in ours[:3])
        lines.append(Line(f"The NSPCC has {count(len(ours), 'action')} to do: {listed}."))
    more = _more("The whole history", "overview.history", link)
    return Section("Agreed with the NSPCC", _cut(lines, "decision", "Nothing yet.", more))


def _training(facts: HandoverFacts, link: Link) -> Section:
    there = [one for one in facts.trainers if one.left_on is None or one.left_on > facts.today]
    valid = sum(one.state(facts.today) in (LicenceState.GOOD, LicenceState.SOON) for one in there)
    lines = [Line(f"Trainers in post: {len(there)}, of whom {valid} have a licence in force.")]
    for role, one in facts.coverage.items():
        if one.percent is not None:
            lines.append(
                Line(f"{role.plural.capitalize()}: {one.covered} of {one.intended} trained and "
                     f"still in post ({cut(one.percent, 0)}%).")
            )  # fmt: skip
    return Section("Trainers and coverage", (*lines, _more("Training", "training.index", link)))


def _documents(facts: HandoverFacts, link: Link) -> Section:
    lines = [Line(f"{one.title}, added {short_day(one.added_at)}.") for one in facts.documents]
    more = _more("All evidence and documents", "evidence.index", link)
    return Section(
        "Where documents lie", _cut(lines, "document", "Nothing is kept here yet.", more)
    )


def _more(text: str, endpoint: str, link: Link) -> Line:
    return Line(text, link(endpoint))


def _cut(lines: Iterable[Line], what: str, empty: str, more: Line) -> tuple[Line, ...]:
    """The first of them, how many more there are, and where."""
    listed = list(lines)
    if not listed:
        return (Line(empty), more)
    left = len(listed) - MOST
    rest = [Line(f"And {count(left, f'more {what}', f'more {what}s')}.")] if left > 0 else []
    return (*listed[:MOST], *rest, more)
