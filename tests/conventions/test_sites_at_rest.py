"""A paused or stopped site is read-only: every route that may change something is refused."""

import pytest

from app.access import actor
from app.access.policy import LEFT_AT_REST, Can
from app.core import audit, db
from app.core.web.edge import Portal
from app.sites.models import Site
from app.sites.rules import Status
from tests.conventions import matrix
from tests.worlds import World

STAYS_POSSIBLE = {
    "checkins.add_step",
    "checkins.pass_on",
    "checkins.resolve_concern",
    "overview.announce_leaving",
    "overview.carry_out",
    "overview.keep_access",
    "overview.keep_posts",
    "overview.keep_work",
    "overview.withdraw_leaving",
    "posts.set_procedures",
    "sites.people_filled",
    "sites.people_post_changed",
    "sites.invite",
    "sites.invite_again",
    "sites.invite_no_more",
    "sites.people_ended",
    "support.add",
    "support.add_session",
    "support.agree",
    "support.change_session",
    "support.finish",
    "support.note",
    "support.save",
    "support.say",
    "support.send_again",
    "support.send_decline",
    "support.send_offer",
    "support.take_back",
    "support.triage",
    "support.write",
    "standing.declare",
    "standing.decide_merged",
    "standing.send_answer",
    "standing.send_request",
}
"""What may still be changed there. Think twice before you add to it: `policy.LEFT_AT_REST`."""
ROLES = ("admin", "lead", "strategic", "contributor")


def entered_at_rest(app: Portal, world: World, status: Status) -> tuple[set[str], set[str]]:
    """(unsafe, safe) endpoints within a site that somebody who may can still enter."""
    with db.transaction() as session:
        audit.because("made", summary="Made for a test.")
        session.get_one(Site, world.home.id).status = status
    people = matrix.visitors(app, world)
    found: tuple[set[str], set[str]] = set(), set()
    with matrix.views_that_only_say_they_were_entered(app):
        for row in matrix.rows():
            rule = matrix.rule_of(app, row)
            role = next((one for one in ROLES if row.words[one] in ("every", "home")), None)
            if "site" in rule.arguments and role is not None:
                visitor = people[role]
                answer = visitor.client.http.open(
                    matrix.address(app, rule, world.home.slug),
                    method=row.method,
                    data={} if row.method == "GET" else {"csrf_token": visitor.token},
                    base_url="http://portal.test",
                )
                if matrix.ENTERED in answer.headers:
                    found[row.method == "GET"].add(row.endpoint)
                else:
                    assert answer.status_code == 403, row
    return found


@pytest.mark.one_database("sqlite")
@pytest.mark.parametrize("status", [Status.PAUSED, Status.STOPPED])
def test_nothing_can_be_changed_at_a_site_at_rest_but_what_is_declared(
    app: Portal, world: World, status: Status
) -> None:
    unsafe, safe = entered_at_rest(app, world, status)
    assert unsafe == STAYS_POSSIBLE
    assert {"overview.site", "overview.history", "plans.export", "standing.status"} <= safe
    assert "plans.new" not in safe


@pytest.mark.one_database("sqlite")
def test_a_right_left_by_mistake_is_caught(
    app: Portal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actor, "LEFT_AT_REST", LEFT_AT_REST | {Can.EDIT_PLAN})
    unsafe, _ = entered_at_rest(app, world, Status.PAUSED)
    assert "plans.add" in unsafe - STAYS_POSSIBLE
