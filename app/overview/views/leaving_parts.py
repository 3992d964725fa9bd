"""What the pages of a hand-over share: the leaving of the address, its forms, its faults."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from flask import abort, render_template
from werkzeug.wrappers import Response

from app.access.gate import the_actor, the_site
from app.checkins.service import SiteName
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.overview import showing
from app.overview.forms.leaving import Choice, PartsForm, posts_form, work_form
from app.overview.queries.leaving import Holdings, holdings
from app.overview.rules.leaving import Work, part_of
from app.overview.views.blueprint import Page
from app.sites import queries
from app.sites import service as sites
from app.sites.queries import Chosen, LeavingRow
from app.sites.rules import Refused
from app.sites.rules.leavings import Access, LeavingState


def site_name() -> SiteName:
    """The site of the address, as mails name it."""
    site = the_site()
    return SiteName(site.id, site.slug, site.name)


def the_leaving(leaving_id: int) -> LeavingRow:
    """The leaving of the address that is under way; 404 when this site has none."""
    found = queries.leaving_of(the_site().id, leaving_id)
    return found if found and found.state is LeavingState.ANNOUNCED else abort(404)


def held_by(found: LeavingRow) -> Holdings:
    """What whoever leaves holds now."""
    return holdings(the_site().id, found.person_id, clock.now())


def step(template: str, found: LeavingRow, form: PortalForm, version: int, **more: object) -> Page:
    """One page of the hand-over, with the status its form asks for."""
    page = render_template(
        template,
        leaving=found,
        form=form,
        version=version,
        is_me=found.person_id == the_actor().id,
        **more,
    )
    return page if form_status(form) == 200 else (page, form_status(form))


def to(endpoint: str, found: LeavingRow) -> Response:
    """The next page of the hand-over."""
    return see(endpoint, site=the_site().slug, leaving_id=found.id)


def offered_posts(found: LeavingRow, held: Holdings) -> PartsForm:
    """Who follows in each post."""
    posts = [(f"{sites.POST}{one.post.value}", one.post.label) for one in held.posts]
    return posts_form(posts, _people(found, keeps=False), _choices(found))


def offered_work(found: LeavingRow, held: Holdings) -> PartsForm:
    """Who takes over the rest, by kind and one by one; kinds without anything are left out."""
    there = [work for work in Work if held.work[work]]
    kinds = [(one.value, one.label, one.left_alone) for one in there]
    things = [(part_of(work, one.id), one.words) for work in there for one in held.work[work]]
    keeps = found.access is Access.STAYS
    return work_form(kinds, things, _people(found, keeps=keeps), _choices(found))


def keep(found: LeavingRow, form: PartsForm, prefixes: Sequence[str]) -> bool:
    """Whether what was chosen could be kept; what is refused stands beside its field."""
    chosen = {
        part: Chosen(one.person_id, one.name, one.email) for part, one in form.chosen().items()
    }
    try:
        with seen(found) as mine:
            sites.choose(mine, chosen, prefixes)
    except Refused as refused:
        form.refuse_part(refused.field, refused.message)
        return False
    return True


@contextmanager
def seen(found: LeavingRow) -> Iterator[LeavingRow]:
    """The leaving in the version the page showed; both texts when somebody else was faster."""
    try:
        yield replace(found, version=seen_version())
    except (sites.ChangedMeanwhile, LookupError):
        mine = "What you chose on this page"
        theirs = "What somebody else decided on this hand-over in the meantime"
        raise Conflict(mine=mine, theirs=theirs) from None


def show(form: PortalForm, refused: Refused) -> None:
    """Put what a service refused beside the field it is about."""
    field = refused.field if refused.field in form else next(iter(form)).short_name
    form.refuse(field, refused.message)


def answers(found: LeavingRow) -> Mapping[str, object]:
    """Everything that was decided, as the last page shows it."""
    chosen, held = queries.choices_of(found.id), held_by(found)
    named = dict(_people(found, keeps=True))
    return {
        "post_rows": showing.post_answers(held, chosen, named),
        "work_rows": showing.work_answers(held, chosen, named),
        "access_words": showing.access_words(found),
        "is_ready": found.access is not None,
        "today": clock.today(),
    }


def _people(found: LeavingRow, *, keeps: bool) -> list[tuple[int, str]]:
    """Who can take something over: the site's people; whoever leaves only where they stay."""
    people = [
        (one.person_id, f"{one.name}, {one.role.label}")
        for one in queries.people_of(the_site().id)
        if one.person_id != found.person_id
    ]
    return [*people, (found.person_id, f"{found.name} keeps it")] if keeps else people


def _choices(found: LeavingRow) -> dict[str, Choice]:
    kept = queries.choices_of(found.id)
    return {part: Choice(one.person_id, one.name, one.email) for part, one in kept.items()}
