"""Refusals are recorded, and a loop of them cannot fill a trail from which nothing is deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.access import gate
from app.core.audit import AuditEvent
from app.core.db import reading
from app.core.present import present
from app.core.security.limits import Limit
from tests.page_client import PageClient
from tests.worlds import World


def recorded(person_id: int) -> int:
    with reading() as session:
        asked = select(func.count()).where(
            AuditEvent.verb == "refused", AuditEvent.actor_id == person_id
        )
        return session.scalar(asked) or 0


def test_refusals_beyond_the_limit_answer_the_same_and_are_not_recorded(
    world: World, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit("refusals", 2, timedelta(days=36_500))
    monkeypatch.setattr(gate, "REFUSALS_RECORDED", limit)
    client.sign_in(world.strategic)
    for _ in range(4):
        client.get("/admin", 403)
        client.get(f"/sites/{world.foreign.slug}", 404)
    assert recorded(world.strategic.id) == 2
    client.sign_in(world.contributor).get("/admin", 403)
    assert recorded(world.contributor.id) == 1, "one person's loop hides nobody else"


def test_what_a_check_let_through_is_there_and_never_written_as_nothing() -> None:
    assert present(0) == 0
    with pytest.raises(ValueError, match="checked before"):
        present(None)
