"""The words in an uploaded file, and a picture of it, read by a process that may do little else."""

import base64
import binascii
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.files.kinds import PDF, Kind, Refused

SECONDS = 12.0  # after which a file is given up
LARGEST_ANSWER = 8_000_000
_CHILD = Path(__file__).with_name("reader_child.py")
_HOLDS = {
    "script": "holds a script",
    "program": "starts a program",
    "files": "carries other files inside it",
}
# names that say so in a PDF that cannot be read; long enough to be in no picture by chance
_SAY_SO = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile)\b")


@dataclass(frozen=True, slots=True)
class Contents:
    """What could be read: `text` ("" for none), pages or slides (0: it has none), `picture` a small
    PNG made anew (empty: none). `is_partial`: there is more in the file than was read. `problem`:
    "" or why nothing was read: "locked" by a password, "large", or "unreadable"."""

    text: str = ""
    pages: int = 0
    picture: bytes = b""
    problem: str = ""
    is_partial: bool = False


def read(kind: Kind, content: bytes) -> Contents:
    """What is in a file that `examine` let pass; what the file does to its reader raises nothing.

    Takes from 0.2 to 12 seconds: to be called before the first question to the database. Raises
    Refused, whose message says what to do, for a PDF that does something of itself.
    """
    found = _answer(kind, content)
    refuse_acting(kind, content, found)
    return found


def refuse_acting(kind: Kind, content: bytes, found: Contents | None = None) -> None:
    """Raise Refused for a PDF that runs a script, starts a program or carries files. `found`: what
    the child process said of it, if it was asked."""
    if kind is not PDF:
        return
    said = (found or _answer(kind, content, "look")).problem
    if said == "unreadable" and _SAY_SO.search(content):
        said = "script"
    if said in _HOLDS:
        raise Refused(
            f"The PDF {_HOLDS[said]}, which we do not take. Open it, print it to PDF, which makes "
            "one without, and choose that."
        )


def _answer(kind: Kind, content: bytes, *how: str) -> Contents:
    try:
        done = subprocess.run(  # noqa: S603 our own file, an ending of our own list
            [sys.executable, "-I", str(_CHILD), kind.suffix, *how],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            cwd=os.path.sep,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            close_fds=True,
            check=True,
        )
        return _contents(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError, binascii.Error):
        return Contents(problem="unreadable")


def _contents(answer: bytes) -> Contents:
    if len(answer) > LARGEST_ANSWER:
        raise ValueError("too much")
    found: dict[str, Any] = json.loads(answer)
    return Contents(
        text=str(found.get("text", "")),
        pages=int(found.get("pages", 0)),
        picture=base64.b64decode(found.get("picture", ""), validate=True),
        problem=str(found.get("problem", "")),
        is_partial=bool(found.get("is_partial", False)),
    )
