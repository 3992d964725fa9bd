"""Setting whom a worry reaches and what people are told; telling who is on duty."""

from app.accounts.models import Person
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.notices import service as notices
from app.notices.rules import Kind
from app.posts import queries
from app.posts.models import LocalProcedures, Post, Report
from app.posts.models import Safety as SafetyRow
from app.posts.rules.places import Place
from app.posts.rules.reports import Reason
from app.posts.rules.safety import Procedures, Safety, check_procedures, check_safety
from app.sites import queries as sites


def set_safety(said: Safety, by_id: int) -> None:
    """Keep new settings as a row of its own. Raises `Refused`."""
    refuse(check_safety(said, {one.person_id for one in sites.staff()}))
    if said == queries.safety():
        return
    audit.because(
        "safety set", summary="Whom a safeguarding worry reaches was set.", nspcc_only=True
    )
    session().add(
        SafetyRow(
            duty_ids=list(said.duty_ids),
            duty_phone=said.duty_phone,
            local_words=said.local_words,
            police_words=said.police_words,
            police_number=said.police_number,
            helpline_words=said.helpline_words,
            helpline_number=said.helpline_number,
            set_at=clock.now(),
            set_by_id=by_id,
        )
    )
    session().flush()


def set_procedures(site_id: int, said: Procedures, by_id: int, seen: int) -> None:
    """Keep how the people of a site get help. Raises `Refused`, `ChangedMeanwhile`."""
    refuse(check_procedures(said))
    row = session().get(LocalProcedures, site_id, with_for_update=True)
    if (row.version if row else 0) != seen:
        raise ChangedMeanwhile(mine=said.words, theirs=row.words if row else "")
    audit.because(
        "local procedures set",
        summary="How to get help for a child here was entered.",
        site_id=site_id,
    )
    if row is None:
        row = LocalProcedures(site_id=site_id)
        session().add(row)
    row.words, row.link = said.words, said.link
    row.day_number, row.night_number = said.day_number, said.night_number
    row.set_at, row.set_by_id = clock.now(), by_id
    session().flush()


def alert(report: Report, post: Post) -> None:
    """Tell who is on duty of a worry, or of what could identify a child: a notice and
    a mail at once, whatever they chose."""
    reporter = session().get_one(Person, report.reporter_id)
    path = f"/community/reports/{report.case_id}"
    place = Place(post.place)
    context: dict[str, object] = {
        "place": place.label,
        "one": place.one,
        "reporter": reporter.name,
        "is_worry": report.reason == Reason.WORRY,
        "path": path,
    }
    letters = [
        outbox.Letter(
            "posts_worry",
            outbox.Recipient(person.email, person.id, person.name),
            context,
            f"posts_worry:{report.id}:{person.id}",
        )
        for person in queries.on_duty()
    ]
    notices.write_all(letters, kind=Kind.SAFETY, path=path)
