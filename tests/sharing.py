"""How `make test` shares tests out: which stay together in a process, which see which database."""

import re
from zlib import crc32

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has none

# Tests with one seeded database or one running portal for all of them; stories have their own.
SHARING = re.compile(
    r"tests/(demo/|browser/(?!test_(year|consensus_room|story|call_story|community_story)\.)\w+\.py)"
)


BACKENDS = ("sqlite", "postgresql")


def backends_of(metafunc: pytest.Metafunc) -> list[str]:
    """The databases a test runs on: both, unless its mark or the command line names one. Tests that
    open pages are shared out among the two by name, so that each database sees half of them, always
    the same; what the pages rest on is tested on both below them."""
    chosen = metafunc.config.getoption("--backend")
    mark = metafunc.definition.get_closest_marker("one_database")
    if mark:
        return list(mark.args)
    if chosen in BACKENDS:
        return [str(chosen)]
    if "client" in metafunc.fixturenames and chosen is None:
        return [BACKENDS[crc32(metafunc.definition.nodeid.encode()) % 2]]
    return list(BACKENDS)


class Sharing(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types here
    """Tests go to whichever process is free; what shares a long preparation stays in one.

    The groups of xdist 3.8 do nothing under pytest 9.2, which keeps names of tests elsewhere.
    """

    def _split_scope(self, nodeid: str) -> str:
        shared = SHARING.match(nodeid)
        return shared[0] if shared else nodeid
