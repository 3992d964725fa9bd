"""Writes about authorities, adoptions and who belongs to them."""

from app.sites.rules import Refused
from app.sites.service.adoptions import (
    AddSite,
    add_site,
    change_lead,
    check_days,
    move_anchors,
    record_stage,
    record_status,
)
from app.sites.service.invitations import (
    NotOpen,
    NotYours,
    accept_as_new,
    accept_signed_in,
    accept_with_password,
    invite,
    invite_staff,
    resend,
    withdraw,
)
from app.sites.service.people import begin_membership, end_membership
from app.sites.service.register import (
    AlreadyApplied,
    HasWrongLines,
    RegisterChanged,
    apply_upload,
    import_register,
    stage_register,
)
from app.sites.service.reorganisations import (
    NotPossible,
    Reorganise,
    problems_with,
    reorganise,
    undo_reorganisation,
)

__all__ = [
    "AddSite",
    "AlreadyApplied",
    "HasWrongLines",
    "NotOpen",
    "NotPossible",
    "NotYours",
    "Refused",
    "RegisterChanged",
    "Reorganise",
    "accept_as_new",
    "accept_signed_in",
    "accept_with_password",
    "add_site",
    "apply_upload",
    "begin_membership",
    "change_lead",
    "check_days",
    "end_membership",
    "import_register",
    "invite",
    "invite_staff",
    "move_anchors",
    "problems_with",
    "record_stage",
    "record_status",
    "reorganise",
    "resend",
    "stage_register",
    "undo_reorganisation",
    "withdraw",
]
