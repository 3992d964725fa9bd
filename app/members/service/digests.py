"""How often somebody gets the digest."""

from app.core import audit
from app.core.db import session
from app.members.models import DigestChoice
from app.members.queries import digest_choice
from app.members.rules.digests import Choice, Every
from app.notices import queries as notices
from app.notices import service as muting
from app.notices.rules import Kind


def choose_digest(person_id: int, choice: Choice) -> None:
    """Keep how often somebody wants the digest. Never is the same as muting its kind of mail, so
    that the page of mail and this one cannot disagree."""
    if choice == digest_choice(person_id):
        return
    if choice.every is Every.NEVER:
        muting.mute(person_id, Kind.DIGEST)
        return
    muted = {kind for _, kind in notices.mutes_of([person_id])}
    muting.choose(person_id, set(Kind) - (muted - {Kind.DIGEST}))
    audit.because("digest chosen", summary="A digest was chosen.", about_id=person_id)
    found = session().get(DigestChoice, person_id)
    if found is None:
        found = DigestChoice(person_id=person_id)
        session().add(found)
    found.every, found.weekday = choice.every.value, choice.weekday
    session().flush()
