"""Messages between both sides, and notes for the NSPCC alone."""

from app.core.web.forms import PortalForm
from app.support.forms.choosing import NO_CHILD, text


class MessageForm(PortalForm):
    """A message to the other side."""

    words = text("Write a message", f"The other side gets a mail and reads it here. {NO_CHILD}")


class NoteForm(PortalForm):
    """A note for the NSPCC alone."""

    note = text("Note", f"Only the NSPCC can read this. The authority cannot. {NO_CHILD}")
