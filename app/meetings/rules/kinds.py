"""The words of meetings: kinds, states, roles, attendance."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of meeting it is. The first three belong to a group, the others stand alone."""

    STEERING = "steering"
    PRACTICE = "practice"
    FORUM = "forum"
    FIRST_WORKSHOP = "first-workshop"
    SECOND_WORKSHOP = "second-workshop"
    REVIEW_WORKSHOP = "review-workshop"

    @property
    def label(self) -> str:
        """As people say it."""
        return _KINDS[self]

    @property
    def is_group(self) -> bool:
        """True where it is a group that meets again and again."""
        return self in GROUP_KINDS

    @property
    def completes(self) -> str | None:
        """The programme's word for a milestone that is complete once such a meeting was held."""
        return _COMPLETES.get(self)


_K = Kind
GROUP_KINDS = (_K.STEERING, _K.PRACTICE, _K.FORUM)
EVENT_KINDS = (_K.FIRST_WORKSHOP, _K.SECOND_WORKSHOP, _K.REVIEW_WORKSHOP)
_KINDS = {
    _K.STEERING: "Steering group",
    _K.PRACTICE: "Practice group",
    _K.FORUM: "Multi-agency forum",
    _K.FIRST_WORKSHOP: "First strategic workshop",
    _K.SECOND_WORKSHOP: "Second workshop with practice surgery",
    _K.REVIEW_WORKSHOP: "12-month review workshop",
}
# The 12-month review is complete with its self assessment signed off, not with the workshop alone.
_COMPLETES = {
    _K.PRACTICE: "practice-group-held",
    _K.FORUM: "forum-held",
    _K.FIRST_WORKSHOP: "first-workshop-held",
    _K.SECOND_WORKSHOP: "second-workshop-held",
}
SET_UP = {_K.STEERING: "steering-group-set-up"}
"""The same for a group that is set up."""


class State(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """As people say it."""
        return self.value.capitalize()


class MemberRole(StrEnum):
    """What somebody does in a group."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SPONSOR = "sponsor"
    MINUTES = "minutes"
    MEMBER = "member"
    GUEST = "guest"

    @property
    def label(self) -> str:
        """As people say it."""
        return _ROLES[self]


_ROLES = {
    MemberRole.CHAIR: "Chair",
    MemberRole.DEPUTY: "Deputy chair",
    MemberRole.SPONSOR: "Sponsor",
    MemberRole.MINUTES: "Takes the minutes",
    MemberRole.MEMBER: "Member",
    MemberRole.GUEST: "Guest",
}
SEATS = tuple(role for role in MemberRole if role is not MemberRole.GUEST)


class Attendance(StrEnum):
    """Whether somebody came."""

    UNKNOWN = ""
    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """As people say it."""
        return self.value.capitalize() or "Not recorded"


class Outcome(StrEnum):
    """What became of an agenda item; what is not dealt with appears again."""

    OPEN = ""
    DONE = "done"
    AGAIN = "again"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"": "Not said yet", "done": "Dealt with", "again": "Comes up again"}[self.value]
