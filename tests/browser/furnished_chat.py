"""Something to see on the pages of the chat."""

from app.chat import service
from app.core import clock
from app.core.clock import in_london
from app.members import service as members
from tests.browser.furnished_quality import Parts
from tests.factories.chat import make_room, say
from tests.worlds import World


def chat_of(world: World) -> Parts:
    """A room in which some may write and some have not accepted the rules, with a talk that was
    summed up and another that was not; a private room that is empty."""
    for person in (world.lead, world.strategic, world.member):
        members.agree(person.id)
    room = make_room()
    first = say(room, world.strategic, "Who has a template for the *plan*?")
    last = say(room, world.member, "There is one under resources.", reply_to=first)
    summary = service.sum_up(room, world.lead.id, "There is a template.", up_to=last, closes=False)
    say(room, world.lead, "And what do you begin with?")
    make_room(site=world.home)
    today = in_london(clock.now()).date().isoformat()
    return {"room_id": [room], "summary_id": [summary], "day": [today]}
