"""Reads about topics: lists, one, what waits for an answer, what is new."""

from app.topics.queries.asked_about import SEEN_WITH, about_count, about_words, asked_about
from app.topics.queries.listing import PER_PAGE, SORTS, Listed, Wanted, topics
from app.topics.queries.news import followed, fresh
from app.topics.queries.one import ReplyRow, TopicPage, find, place_of, standing
from app.topics.queries.promise import WORKING_DAYS, age
from app.topics.queries.rows import TopicRow
from app.topics.queries.waiting import Owed, answerable, due, owed, unanswered

__all__ = [
    "PER_PAGE",
    "SEEN_WITH",
    "SORTS",
    "WORKING_DAYS",
    "Listed",
    "Owed",
    "ReplyRow",
    "TopicPage",
    "TopicRow",
    "Wanted",
    "about_count",
    "about_words",
    "age",
    "answerable",
    "asked_about",
    "due",
    "find",
    "followed",
    "fresh",
    "owed",
    "place_of",
    "standing",
    "topics",
    "unanswered",
]
