"""Members who talk at once, go offline, lose answers and a web process: each sees everything once.

`make faults` lets two hundred talk for ten minutes; here some do for some seconds.
"""

from pathlib import Path

import pytest

from app.core.web.edge import Portal
from bench import servers
from bench.chat import talk_in
from bench.chatting import Order
from bench.seating import seat

MEMBERS = {"short": 15, "long": 200}
ORDERS = {
    "short": Order(seconds=10, sends=0.2, offline_every=15, cuts=4, pages=1),
    "long": Order(seconds=600, sends=1 / 200),
}


@pytest.mark.faults
def test_nothing_that_is_said_is_lost_or_repeated(
    app: Portal,
    data: str,
    database: str,
    length: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    port = servers.free_port()
    environment = {
        **servers.settings(tmp_path, port),
        "DATABASE_URL": data,
        "SECRET_KEY": str(app.config["SECRET_KEY"]),
    }
    hall = seat(app, port, MEMBERS[length])
    with servers.serving("wsgi:app", environment, port) as portal:
        found = talk_in(hall, ORDERS[length], portal.process.pid)
    with capsys.disabled():
        print(f"\n{database}: {found.in_words()}")
    assert found.messages > found.members / 2
    assert (found.lost, found.repeated, found.doubled) == (0, 0, 0)
