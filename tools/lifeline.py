"""Tying a child process to its parent's life, so that a killed parent leaves no orphan.

Linux tells a child when its parent dies, however it dies (prctl(2), PR_SET_PDEATHSIG).
Elsewhere the child is stopped by its parent's own clean-up only.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def tied_to_parent(when_it_dies: signal.Signals) -> Callable[[], None] | None:
    """Return a `preexec_fn` that makes the child get that signal when its parent ends.

    The parent is, for the kernel, the thread that starts the child: call it from the main thread.
    None where the system cannot do this.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, int(when_it_dies))
        if os.getppid() != parent:  # it died between the fork and the line above
            os._exit(1)

    return tie
