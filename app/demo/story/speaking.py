"""Who speaks in a scene between an authority and the NSPCC."""

from collections.abc import Mapping
from typing import Any

from app.demo.story.people import address_of
from app.demo.story.reading import Place
from app.sites.rules.sides import Side

LEAD = "lead"  # whoever leads the site for the NSPCC


def speaker_of(place: Place, said: Mapping[str, Any]) -> tuple[str, Side]:
    """Who speaks, by the key of the cast, and for which side."""
    if said["by"] == LEAD:
        return place.led_by(said["day"]).lead, Side.NSPCC
    return address_of(place, place.person(said["by"])), Side.AUTHORITY
