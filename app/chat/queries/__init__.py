"""Reads about rooms and what is said in them."""

from app.chat.queries.history import DayPage, day_page, is_latest, page_of
from app.chat.queries.messages import Change, Message, News, latest, message_of, messages, news
from app.chat.queries.rooms import (
    RoomRef,
    RoomRow,
    fresh,
    room_of,
    room_of_event,
    rooms_for,
    sites_without_room,
    titles,
)
from app.chat.queries.searching import FoundPage, search
from app.chat.queries.summaries import SummaryRow, stretch, summaries_of, to_sum_up
from app.chat.queries.visits import here, read_up_to

__all__ = [
    "Change",
    "DayPage",
    "FoundPage",
    "Message",
    "News",
    "RoomRef",
    "RoomRow",
    "SummaryRow",
    "day_page",
    "fresh",
    "here",
    "is_latest",
    "latest",
    "message_of",
    "messages",
    "news",
    "page_of",
    "read_up_to",
    "room_of",
    "room_of_event",
    "rooms_for",
    "search",
    "sites_without_room",
    "stretch",
    "summaries_of",
    "titles",
    "to_sum_up",
]
