"""What the worker does for the library: scans that were waited for, links that may lead nowhere.

Nothing is held in the database while a scanner or another host is waited for.
"""

from collections.abc import Callable, Collection

from app.core import clock
from app.core.db import reading, transaction
from app.core.files import NotThere, StoreDown, Verdict, scan, store_of
from app.core.links import answers
from app.library import service
from config import Settings

PROBE = b"A harmless file."


def scan_waiting(settings: Settings) -> int:
    """Scan the files that wait for the scanner, until it or the store does not answer; returns how
    many it judged. One that it cannot judge, or that is lost, holds up no other."""
    with reading():
        waiting = service.scans_due()
    done = 0
    for one in waiting:
        verdict = _verdict(one.address, settings)
        if verdict is None:
            break
        with transaction():
            service.note_scan(one.edition_id, verdict)
        done += verdict is not Verdict.WAITING
    return done


def _verdict(key: str, settings: Settings) -> Verdict | None:
    """What is known of a file now; WAITING when it cannot be judged, None when nobody answers."""
    try:
        content = store_of(settings).read(key)
    except NotThere:
        return Verdict.WAITING
    except StoreDown:
        return None
    verdict = scan(settings.files.scanner, content)
    if verdict is Verdict.WAITING and scan(settings.files.scanner, PROBE) is Verdict.WAITING:
        return None  # it is the scanner, not the file
    return verdict


def look_up_links(
    hosts: Collection[str],
    stopping: Callable[[], bool] = lambda: False,
    ask: Callable[[str, Collection[str]], bool | None] = answers,
) -> int:
    """Look up the links that are due, on these hosts alone; returns how many were asked for."""
    if not hosts:
        return 0
    with reading():
        due = service.links_due(clock.now())
    done = 0
    for one in due:
        if stopping():
            break
        is_there = ask(one.address, hosts)
        with transaction():
            service.note_link(one.edition_id, is_there)
        done += is_there is not None
    return done
