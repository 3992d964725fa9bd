"""The words in an uploaded file, and a picture of it, read by a process that may do little else."""

import base64
import binascii
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from app.core.files.kinds import Kind

SECONDS = 12.0  # after which a file is given up
LARGEST_ANSWER = 8_000_000
_CHILD = Path(__file__).with_name("reader_child.py")


@dataclass(frozen=True, slots=True)
class Contents:
    """What could be read: `text` ("" for none), pages or slides (0: it has none), `picture` a small
    PNG made anew (empty: none). `problem`: "" or why nothing was read: "locked" by a password,
    "large", or "unreadable"."""

    text: str = ""
    pages: int = 0
    picture: bytes = b""
    problem: str = ""


def read(kind: Kind, content: bytes) -> Contents:
    """What is in a file that `examine` let pass; never raises for what the file does to its reader.

    Takes from 0.2 to 12 seconds: to be called before the first question to the database.
    """
    try:
        done = subprocess.run(  # noqa: S603 our own file, an ending of our own list
            [sys.executable, "-I", str(_CHILD), kind.suffix],
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
    found = json.loads(answer)
    return Contents(
        text=str(found.get("text", "")),
        pages=int(found.get("pages", 0)),
        picture=base64.b64decode(found.get("picture", ""), validate=True),
        problem=str(found.get("problem", "")),
    )
