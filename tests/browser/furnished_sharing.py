"""Something to see on the pages of resources and events."""

from datetime import timedelta

from app.core import clock
from app.events import service as events
from app.library import service
from app.library.rules import Details, Kind, Licence, Reader
from app.library.service import Collected, NewEdition
from tests.browser.furnished_quality import Parts
from tests.factories.events import event_row, in_days, make_answer, make_event
from tests.factories.instruments import publish_seeds
from tests.worlds import World


def resources_of(world: World) -> Parts:
    """One that is shared, of the strategic lead, with a newer version that waits to be looked
    through; one that waits for approval; two collections of the first."""
    strategic = Reader(world.strategic.id, frozenset({world.home.id}), is_nspcc=False)
    contributor = Reader(world.contributor.id, frozenset(), is_nspcc=False)
    first = _begun(strategic, world, "Written agreement with parents")
    service.share(first, strategic, 1)
    link = NewEdition(link="https://framework.example/agreement-2")
    service.add_edition(first, link, "Shorter, in plain words.", strategic.person_id, 2)
    second = _begun(contributor, world, "Chronology of one page")
    service.share(second, contributor, 1)
    for title in ("Start here: practitioners", "Start here: managers"):
        service.keep_collection(None, Collected(title, "What to read first.", "", "", (first,)))
    return {"resource_id": [first]}


def _begun(who: Reader, world: World, title: str) -> int:
    said = Details(title, "For the first *visit*.", Kind.TEMPLATE, Licence.OPEN)
    link = NewEdition(link="https://framework.example/agreement")
    return service.begin(who, world.home.id, said, link)


def events_of(world: World) -> Parts:
    """One ahead at which a place is left, and one that is over, with notes and links."""
    publish_seeds()
    ahead = make_event(world.lead, capacity=3)
    make_answer(ahead, world.contributor, needs="Step-free access")
    with clock.pretend(clock.now() - timedelta(days=20)):
        over = make_event(world.lead, title="Reading it aloud", days=10)
        for person in (world.strategic, world.contributor):
            make_answer(over, person)
    over = event_row(over.id)
    events.record_attendance(over, [world.strategic.id], 0)
    events.write_notes(over, "What helped was to *say it aloud*.", world.lead.id, 0)
    events.add_material(over, "Slides", "https://files.example/slides", world.lead.id)
    assert in_days(-10) == over.on
    return {"event_number": [ahead.id, over.id]}
