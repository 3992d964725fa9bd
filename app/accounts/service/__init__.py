"""Writes about people: accounts, passwords, sign-ins and the proofs sent by mail."""

from app.accounts.service.emails import (
    ask_for_email_change,
    change_email_by_administrator,
    confirm_email,
)
from app.accounts.service.feeds import end_feed, make_feed, note_read, take_feed_back
from app.accounts.service.passwords import (
    ask_for_reset,
    change_own_password,
    choose_password,
    set_password,
)
from app.accounts.service.people import (
    EmailTaken,
    ProofMissing,
    active_admins,
    create_person,
    deactivate,
    reactivate,
    rename,
)
from app.accounts.service.proving import Proved, password_fits, prove
from app.accounts.service.sign_ins import (
    end_all_sign_ins,
    end_device,
    end_sign_in,
    note_seen,
    sign_in,
    start_sign_in,
)

__all__ = [
    "end_feed",
    "make_feed",
    "note_read",
    "take_feed_back",
    "EmailTaken",
    "ProofMissing",
    "Proved",
    "active_admins",
    "ask_for_email_change",
    "ask_for_reset",
    "change_email_by_administrator",
    "change_own_password",
    "choose_password",
    "confirm_email",
    "create_person",
    "deactivate",
    "end_all_sign_ins",
    "end_device",
    "end_sign_in",
    "note_seen",
    "password_fits",
    "prove",
    "reactivate",
    "rename",
    "set_password",
    "sign_in",
    "start_sign_in",
]
