"""A line of an arrivals file: the site it describes, or every reason why it cannot be used."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from app.accounts.rules import one_line
from app.arrivals.rules.shapes import (
    NEEDED,
    SINCE,
    Arrival,
    Arrivals,
    Assessment,
    HeldPost,
    Known,
    Line,
    PastResult,
    World,
    Wrong,
    column,
)
from app.journey.rules import Stage
from app.sites.rules.adoptions import EARLIEST, why_not_days, why_not_name
from app.sites.rules.posts import LONGEST_NAME, Post

MID_MONTH = 15
YEAR_DIGITS = 4


def read_known(text: str) -> Known | None:
    """2027-03-27 or 27/3/2027, or a month as 2027-03 or 3/2027; None when empty.

    Raises ValueError for anything else and for what lies before the framework was tried.
    """
    if not text:
        return None
    parts = text.split("/")[::-1] if "/" in text else text.split("-")
    if len(parts) not in (2, 3) or any(len(part) > YEAR_DIGITS for part in parts):
        raise ValueError(text)  # a number of twenty figures is none that a date can take
    year, month, *rest = [int(part) for part in parts]
    found = Known(date(year, month, *(rest or [MID_MONTH])), not rest)
    if found.on < EARLIEST:
        raise ValueError(text)
    return found


def read(lines: Sequence[Line], world: World) -> Arrivals:
    """The sites of a file, each with all that is wrong with it."""
    times = Counter(line.cells["site"].casefold() for line in lines)
    new: list[Arrival] = []
    wrong: list[Wrong] = []
    for line in lines:
        reader = _Reader(line, world)
        if times[line.cells["site"].casefold()] > 1 and line.cells["site"]:
            reader.reasons.append("The file names this site twice")
        found = reader.arrival() if not line.problem else None
        if found is not None and not reader.reasons:
            new.append(found)
        else:
            reasons = (line.problem,) if line.problem else tuple(reader.reasons)
            wrong.append(Wrong(line.number, line.cells["site"], reasons))
    return Arrivals(tuple(new), tuple(wrong))


class _Reader:
    """Reads one line and gathers what is wrong with it."""

    def __init__(self, line: Line, world: World) -> None:
        self.line, self.world = line, world
        self.reasons: list[str] = []

    def cell(self, heading: str) -> str:
        return self.line.cells.get(heading, "")

    def arrival(self) -> Arrival | None:
        """The site, as far as it can be read; what is wrong stands in `reasons`."""
        name = " ".join(self.cell("site").split())
        self._check_name(name)
        ids, lost = self.world.directory.find(self.cell("authorities").replace(";", "\n"))
        self.reasons += lost if ids or lost else ["Name at least one authority of the register"]
        lead, deputy = self._staff("nspcc lead"), self._staff("nspcc deputy")
        contract, training = self._needed_day("contract"), self._needed_day("training")
        if contract and training and (fault := why_not_days(contract, training, self.world.today)):
            self.reasons.append(fault[1])
        stage, since = self._stage(), self._past("stage since")
        posts, done, results = self._posts(contract), self._done(), self._results()
        if not (contract and training and stage and lead):
            return None
        return Arrival(
            line=self.line.number,
            name=name,
            authority_ids=tuple(ids),
            authorities=", ".join(self.world.directory.names[one] for one in ids),
            lead_id=lead,
            deputy_id=deputy,
            contract_on=contract,
            training_on=training,
            stage=stage,
            stage_since=since.on if since else min(contract, self.world.today),
            posts=posts,
            done=done,
            results=results,
        )

    def _check_name(self, name: str) -> None:
        if fault := why_not_name(name):
            self.reasons.append(fault[1])
        elif name.casefold() in self.world.taken:
            self.reasons.append(f"There is already a site called {name}")

    def _staff(self, heading: str) -> int | None:
        email = self.cell(heading).casefold()
        if not email and heading not in NEEDED:
            return None
        found = self.world.staff.get(email)
        if found is None:
            self.reasons.append(
                f"“{self.cell(heading)[:60]}” under {heading} is no e-mail address of an NSPCC "
                "lead whose account is open"
            )
        return found

    def _known(self, heading: str) -> Known | None:
        text = self.cell(heading)
        try:
            return read_known(text)
        except ValueError:
            self.reasons.append(
                f"“{text[:30]}” under {heading} is not a date: write it like 2027-03-27, or "
                "2027-03 where only the month is known"
            )
            return None

    def _needed_day(self, heading: str) -> date | None:
        found = self._known(heading)
        if found is None and not self.cell(heading):
            self.reasons.append(f"Enter a date under {heading}")
        return found.on if found else None

    def _past(self, heading: str) -> Known | None:
        found = self._known(heading)
        if found is None:
            return None
        if found.is_month_only and found.on > self.world.today >= found.on.replace(day=1):
            return Known(self.world.today, is_month_only=True)
        if found.on > self.world.today:
            self.reasons.append(f"The date under {heading} must be today or earlier")
        return found

    def _stage(self) -> Stage | None:
        text = self.cell("stage").casefold()
        found = next((one for one in Stage if text in (one.value, one.label.casefold())), None)
        if found is None:
            labels = ", ".join(one.label for one in Stage)
            self.reasons.append(f"Stage “{self.cell('stage')[:40]}” is not known: use {labels}")
        return found

    def _posts(self, contract: date | None) -> tuple[HeldPost, ...]:
        held = []
        for post in Post:
            typed, since = self.cell(column(post)), self._past(column(post) + SINCE)
            name = one_line(typed)
            if len(name) > LONGEST_NAME or (typed and not name):
                most = f"a name of at most {LONGEST_NAME} characters"
                self.reasons.append(f"Enter {most} under {column(post)}")
            elif name:
                begins = min(contract or self.world.today, self.world.today)
                held.append(HeldPost(post, name, since.on if since else begins))
            elif since:
                self.reasons.append(f"Enter who is {post.label.lower()}, or no date beside it")
        return tuple(held)

    def _done(self) -> tuple[tuple[str, Known], ...]:
        found = ((code, self._past(head)) for head, code in self.world.milestones.items())
        return tuple((code, known) for code, known in found if known is not None)

    def _results(self) -> tuple[PastResult, ...]:
        found = (self._result(one) for one in self.world.assessments)
        return tuple(one for one in found if one is not None)

    def _result(self, one: Assessment) -> PastResult | None:
        held = self._past(one.day_column)
        scores = []
        for heading, name in one.sections.items():
            try:
                if self.cell(heading):
                    scores.append((name, one.read_score(self.cell(heading))))
            except ValueError as fault:
                self.reasons.append(f"Under {heading}, {fault}")
        if held is not None and scores:
            return PastResult(one.code, one.title, held, tuple(scores))
        if held is not None:
            self.reasons.append(f"Enter the section scores of the {one.short_title} too")
        elif scores and not self.cell(one.day_column):
            self.reasons.append(f"Enter when the {one.short_title} was held")
        return None
