"""Where posts stand, and what has become of them."""

from enum import StrEnum

LONGEST = 8000
LONGEST_LINE_OF_CHAT = 2000


class Place(StrEnum):
    """What a post is."""

    QUESTION = "question"
    DISCUSSION = "discussion"
    ANSWER = "answer"
    REPLY = "reply"
    CHAT = "chat"
    RESOURCE = "resource"
    EVENT = "event"
    SUMMARY = "summary"
    PROFILE = "profile"
    MESSAGE = "message"

    @property
    def label(self) -> str:
        """As people say it, within a sentence."""
        return _LABELS[self]

    @property
    def one(self) -> str:
        """The same with its article."""
        return f"{'an' if self.label[0] in 'aeiou' else 'a'} {self.label}"

    @property
    def longest(self) -> int:
        """How many characters it may have."""
        return LONGEST_LINE_OF_CHAT if self.is_talk else LONGEST

    @property
    def is_talk(self) -> bool:
        """Whether it is a line of a conversation, which is short and not kept for ever."""
        return self in (Place.CHAT, Place.MESSAGE)

    @property
    def tells_mentioned(self) -> bool:
        """Whether people hear that they are mentioned in it: not in a message, whose reader is told
        of the message, nor in the words of a profile."""
        return self not in (Place.MESSAGE, Place.PROFILE)


_LABELS = {
    Place.QUESTION: "question",
    Place.DISCUSSION: "discussion",
    Place.ANSWER: "answer",
    Place.REPLY: "reply",
    Place.CHAT: "chat message",
    Place.RESOURCE: "resource",
    Place.EVENT: "event",
    Place.SUMMARY: "summary of a chat",
    Place.PROFILE: "profile",
    Place.MESSAGE: "message",
}


class State(StrEnum):
    """What has become of a post."""

    STANDING = "standing"
    REDACTED = "redacted"  # stands, with a mark where something was taken out
    HIDDEN = "hidden"  # by a moderator; can be put back
    REMOVED = "removed"  # by its author
    FORGOTTEN = "forgotten"  # its time is over

    @property
    def is_read(self) -> bool:
        """Whether its text is shown."""
        return self in (State.STANDING, State.REDACTED)

    @property
    def label(self) -> str:
        """What stands where the text stood; "" where the text is shown."""
        return _SAID[self]


_SAID = {
    State.STANDING: "",
    State.REDACTED: "",
    State.HIDDEN: "Hidden by a moderator",
    State.REMOVED: "Removed by its author",
    State.FORGOTTEN: "Deleted because it is old",
}


def of_profile(person_id: int) -> str:
    """The `room_key` of what is kept of a reported profile, which only moderators read."""
    return f"profile:{person_id}"


def between(one: int, other: int) -> str:
    """The `room_key` of what two people write to each other."""
    return f"people:{min(one, other)}:{max(one, other)}"


def pair_of(room_key: str) -> tuple[int, int]:
    """The two people of such a `room_key`. Raises ValueError."""
    _, one, other = room_key.split(":")
    return int(one), int(other)
