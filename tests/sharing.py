"""Which tests stay together in one of the processes of `make test`."""

import re

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has none

# Tests with one seeded database or one running portal for all of them; stories have their own.
SHARING = re.compile(
    r"tests/(demo/|browser/(?!test_(year|consensus_room|story|call_story|community_story)\.)\w+\.py)"
)


class Sharing(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types here
    """Tests go to whichever process is free; what shares a long preparation stays in one.

    The groups of xdist 3.8 do nothing under pytest 9.2, which keeps names of tests elsewhere.
    """

    def _split_scope(self, nodeid: str) -> str:
        shared = SHARING.match(nodeid)
        return shared[0] if shared else nodeid
