"""The machine: disk, file system, and this Python."""

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from app.core import clock
from app.core.doctor.findings import Finding, ok, problem, warning
from app.core.mail import clean_header
from config import Settings

PROBLEM_BELOW, WARNING_BELOW = 500_000_000, 2_000_000_000  # bytes
SHARED = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.glusterfs"})
SUPPORTED_UNTIL = {
    (3, 11): date(2027, 10, 31),
    (3, 12): date(2028, 10, 31),
    (3, 13): date(2029, 10, 31),
    (3, 14): date(2030, 10, 31),
}
MOUNTS = Path("/proc/self/mounts")
HOSTILE = "=?utf-8?q?Hello=0ABcc=3A_thief=40example.org?="


def disk(settings: Settings) -> Iterator[Finding]:
    """There is room for the database, its journal and what is stored in files."""
    yield room(shutil.disk_usage(_standing(settings.data_dir)).free)


def room(free: int) -> Finding:
    """What to say about this many free bytes."""
    words = f"{free / 1e9:.1f} GB free"
    if free < PROBLEM_BELOW:
        return problem("Disk", words, "Make room now: a full disk stops every write.")
    if free < WARNING_BELOW:
        return warning("Disk", words, "Make room soon.")
    return ok("Disk", words)


def filesystem(settings: Settings) -> Iterator[Finding]:
    """An embedded database lies on a disk of this machine: shared ones break its locks."""
    if not settings.database_url.startswith("sqlite"):
        return
    if not MOUNTS.exists():
        yield warning(
            "File system",
            "cannot be seen on this system",
            "Make sure that DATA_DIR is on a disk of this machine.",
        )
        return
    kind = kind_at(_standing(settings.data_dir).resolve(), MOUNTS.read_text())
    if kind in SHARED:
        yield problem(
            "File system",
            f"DATA_DIR is on {kind}, where SQLite loses data",
            "Move it to a disk of this machine, or use PostgreSQL.",
        )
    else:
        yield ok("File system", kind or "unknown kind")


def kind_at(path: Path, mounts: str) -> str:
    """The kind of file system a path is on, by a table of mounts; the longest match counts."""
    best = ("", "")
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, fields[2])
    return best[1]


def python(_settings: Settings) -> Iterator[Finding]:
    """This Python still gets security fixes."""
    yield interpreter(sys.version_info[:3], clock.today())


def interpreter(version: tuple[int, int, int], today: date) -> Finding:
    """What to say about a release of Python on a day. Dates: python.org, status of versions."""
    words = ".".join(map(str, version))
    ends = SUPPORTED_UNTIL.get(version[:2])
    if ends is None:
        return warning("Python", f"{words}, which is not known here", "Run `make test` with it.")
    if today >= ends:
        return problem("Python", f"{words} gets no security fixes any more", "Install a newer one.")
    return ok("Python", f"{words}, gets security fixes until {ends:%B %Y}")


def mail_headers(_settings: Settings) -> Iterator[Finding]:
    """Nothing a person types can become a header of a mail.

    Judged by behaviour: some releases of Python turn an encoded line break into a real one.
    """
    if "Bcc" in _read_back(clean_header(HOSTILE)):
        yield problem(
            "Mail headers",
            "what people type can become a header",
            "Stop the worker and report this: it must never happen.",
        )
    elif "Bcc" in _read_back(HOSTILE):
        yield warning(
            "Mail headers",
            "safe, because the portal cleans them; this Python alone would not be",
            "Install the latest patch release of Python.",
        )
    else:
        yield ok("Mail headers", "safe, also without our cleaning")


def _read_back(subject: str) -> list[str]:
    """The names of the headers after a mail with this subject is written out."""
    mail = EmailMessage(policy=SMTP)
    try:
        mail["Subject"] = subject
        head = mail.as_bytes().split(b"\r\n\r\n")[0]
    except ValueError:  # the library noticed the line break itself
        return []
    return [line.split(b":")[0].decode() for line in head.splitlines() if b":" in line]


def _standing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())
