"""Alarms: mail that waits too long, and a worker that gives no sign of life.

A dead worker cannot say that it is dead, and mail that does not leave cannot be told by mail.
So whoever asks looks: every page of an administrator, /ready, the doctor. The worker itself keeps
what it noticed (`service`), and tells administrators once it can.
"""

from app.core.alarms.service import Noticed, look, say
from app.core.alarms.showing import News, Shown, news, shown

__all__ = ["News", "Noticed", "Shown", "look", "news", "say", "shown"]
