"""Reads the words of one file, in a process of its own that may use little and write nothing.

Started by `reading.read` with the path of this file, so that nothing of the portal is loaded here:
the content comes on standard input, a JSON object goes to standard output. Whatever a file makes
of the libraries that read it dies with this process.
"""

import base64
import io
import json
import resource
import runpy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEMORY = 512_000_000  # bytes of address space
SECONDS = 8  # of processor time
ENOUGH_SECONDS = 5.5  # of it, after which what was read so far is given
MOST_LETTERS = 60_000
LONGEST_SIDE = 900  # pixels of a preview


def limit() -> None:
    """Leave this process only what reading a file needs."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


class Enough(Exception):
    """As much as anybody needs was read, or as there is time for."""


class Read:
    """What was read so far of at most so many letters, how many pages or slides there are, and
    whether something was left unread."""

    def __init__(self, most: int = MOST_LETTERS) -> None:
        self.most = most
        self.letters = 0
        self.pages = 0
        self.found: list[str] = []
        self.is_partial = False

    def add(self, text: str) -> None:
        """More text; ends the reading when there is enough."""
        plain = "".join(c for c in text[: 2 * self.most] if c in "\n\t" or ord(c) >= 32)
        self.found.append(plain)
        self.letters += len(plain)
        if self.letters > self.most:
            raise Enough

    def look_at_the_time(self) -> None:
        """End the reading while there is time to say what was read."""
        if time.process_time() > ENOUGH_SECONDS:
            raise Enough

    def begin(self, most: int) -> "Read":
        """Something to be read beside, before it is known where it belongs."""
        return Read(most)

    def until_enough(self, fill: Callable[..., None], *given: Any) -> None:
        """Let `fill` read; what it does not come to is known to be missing."""
        try:
            fill(*given, self)
        except Enough:
            self.is_partial = True

    def answer(self) -> dict[str, Any]:
        """As the parent process is told."""
        text = "".join(self.found)[: self.most].encode("utf-8", "replace").decode("utf-8")
        return {"text": text, "pages": self.pages, "is_partial": self.is_partial}


def read_text(content: bytes, read: Read) -> None:
    """A text file."""
    try:
        read.add(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        read.add(content.decode("cp1252", errors="replace"))


def draw(content: bytes) -> dict[str, Any]:
    """A picture made anew from its points alone, small enough to look at."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = 40_000_000
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > Image.MAX_IMAGE_PIXELS:
            return {"text": "", "problem": "large"}
        opened.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        picture = ImageOps.exif_transpose(opened).convert("RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        # a new picture from the points: what else the file carried is left behind
        Image.frombytes("RGB", picture.size, picture.tobytes()).save(out, "PNG", optimize=True)
    return {"text": "", "picture": base64.b64encode(out.getvalue()).decode("ascii")}


def read_pdf(content: bytes, *, only_look: bool) -> dict[str, Any]:
    """The words of a PDF; or `problem`: "locked", or what it would do of itself."""
    part = _beside("reader_pdf.py")
    reader, problem = part["opened"](content)
    if problem or only_look:
        return {"problem": problem}
    found = Read()
    found.until_enough(part["fill"], reader)
    return found.answer()


def _beside(name: str) -> dict[str, Any]:
    """What stands in a file beside this one: no folder of the portal is searched for modules."""
    return runpy.run_path(str(Path(__file__).with_name(name)))


def read(content: bytes, suffix: str, *, only_look: bool) -> dict[str, Any]:
    """What a file of this ending holds: text, pages, picture or problem."""
    if suffix == "pdf":
        return read_pdf(content, only_look=only_look)
    if suffix in ("png", "jpg"):
        return draw(content)
    found = Read()
    if suffix in ("csv", "txt"):
        found.until_enough(read_text, content)
    else:
        found.until_enough(_beside("reader_office.py")["fill"], content, suffix)
    return found.answer()


def main() -> None:
    """Read standard input, limited; answer on standard output."""
    limit()
    content = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(read(content, sys.argv[1], only_look="look" in sys.argv[2:])))


if __name__ == "__main__":
    main()
