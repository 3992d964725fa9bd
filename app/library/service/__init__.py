"""Writes of the library."""

from app.library.service.collecting import Collected, keep_collection, remove_collection
from app.library.service.deciding import decide, endorse, found_right, withdraw
from app.library.service.editions import NewEdition, add_edition, discard
from app.library.service.looking import links_due, note_link, note_scan, scans_due
from app.library.service.passing import from_post
from app.library.service.sharing import begin, change, share
from app.library.service.shelving import files_renamed, mend, post_changed, redact_title, title_of
from app.library.service.using import take, used
from app.library.service.withdrawn import delete_content, reword

__all__ = [
    "Collected",
    "NewEdition",
    "add_edition",
    "begin",
    "change",
    "decide",
    "delete_content",
    "discard",
    "endorse",
    "files_renamed",
    "found_right",
    "from_post",
    "keep_collection",
    "links_due",
    "mend",
    "note_link",
    "note_scan",
    "post_changed",
    "remove_collection",
    "redact_title",
    "reword",
    "scans_due",
    "share",
    "take",
    "title_of",
    "used",
    "withdraw",
]
