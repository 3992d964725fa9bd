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


def scan_waiting(settings: Settings) -> int:
    """Scan the files that wait for the scanner, until it does not answer; returns how many it
    judged."""
    with reading():
        waiting = service.scans_due()
    done = 0
    for one in waiting:
        try:
            content = store_of(settings).read(one.address)
        except (NotThere, StoreDown):
            continue
        verdict = scan(settings.files.scanner, content)
        if verdict is Verdict.WAITING:
            break
        with transaction():
            service.note_scan(one.edition_id, verdict)
        done += 1
    return done


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
