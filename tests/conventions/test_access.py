"""Who may enter: the file, the address map and the real gate agree."""

from typing import Any

import pytest

from app.access import gate
from app.access.actor import allows
from app.access.gate import Rule
from app.access.listing import listing
from app.core.web.edge import Portal
from tests.conventions import matrix
from tests.worlds import World


def test_the_list_of_pages_is_the_one_people_read(app: Portal) -> None:
    assert listing(app) == matrix.FILE.read_text(), (
        "The pages or their rules changed. Run `flask --app wsgi access`, read the difference of "
        "tests/conventions/access.txt as an auditor would, and commit it."
    )


def test_every_view_declares_who_may_enter(app: Portal) -> None:
    silent = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if gate.rule_of(app, rule.endpoint) is None
    ]
    assert not silent, f"Add @requires(...), @signed_in or @public to: {silent}"


@pytest.mark.one_database("sqlite")
def test_every_role_meets_what_the_list_says_at_home_and_abroad(app: Portal, world: World) -> None:
    found = list(matrix.deviations(app, world))
    assert not found, "\n".join(found)


def test_a_foreign_site_looks_as_if_it_did_not_exist(app: Portal, world: World) -> None:
    from tests.page_client import PageClient

    client = PageClient(app).sign_in(world.strategic)
    abroad = client.get(f"/sites/{world.foreign.slug}", status=404)
    nowhere = client.get("/sites/no-such-site", status=404)
    strip = abroad.text.rsplit("Reference", 1)[0], nowhere.text.rsplit("Reference", 1)[0]
    assert strip[0] == strip[1]


def _changed(rule: Rule) -> Rule:
    return Rule("signed in") if rule.word == "public" else Rule("public")


@pytest.mark.one_database("sqlite")
def test_the_matrix_catches_a_changed_guard_on_any_page(
    app: Portal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed, people = [], matrix.visitors(app, world)
    for endpoint in sorted({row.endpoint for row in matrix.rows()}):
        view: Any = app.view_functions[endpoint]
        with monkeypatch.context() as patch:
            patch.setattr(view, "access_rule", _changed(view.access_rule))
            if not any(matrix.deviations(app, world, only=endpoint, people=people)):
                missed.append(endpoint)
    assert not missed


@pytest.mark.parametrize(("answer", "page"), [(True, "admin.audit"), (False, "journey.index")])
def test_the_matrix_catches_a_policy_that_answers_always_the_same(
    app: Portal, world: World, monkeypatch: pytest.MonkeyPatch, answer: bool, page: str
) -> None:
    monkeypatch.setattr(gate, "allows", lambda *_: answer)
    assert any(matrix.deviations(app, world, only=page))


def test_the_matrix_catches_a_gate_that_forgets_the_site(
    app: Portal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "allows", lambda actor, can, _site=None: allows(actor, can))
    assert any(matrix.deviations(app, world, only="journey.index"))


def test_a_view_that_declares_nothing_lets_nobody_in(
    app: Portal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = app.view_functions["overview.help"]
    monkeypatch.delattr(view, "access_rule")
    assert any(matrix.deviations(app, world, only="overview.help"))
