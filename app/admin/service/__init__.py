"""What administrators do to accounts, and erasing a person."""

from app.admin.service.accounts import (
    NotAllowed,
    change_email,
    close_account,
    end_account,
    end_sign_ins,
    invite_staff,
    open_account,
    watch,
)
from app.admin.service.erasing import erase

__all__ = [
    "NotAllowed",
    "change_email",
    "close_account",
    "end_account",
    "end_sign_ins",
    "erase",
    "invite_staff",
    "open_account",
    "watch",
]
