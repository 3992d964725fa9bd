"""Reads of the community as a whole."""

from app.community.queries.digests import actor_of, digest_for
from app.community.queries.first_week import first_week
from app.community.queries.messages import (
    PER_PAGE,
    Correspondent,
    Talk,
    correspondent,
    how_many_talks,
    talks,
    written_between,
)
from app.community.queries.news import News, news
from app.community.queries.trainers import LicensedTrainer, trainers

__all__ = [
    "PER_PAGE",
    "Correspondent",
    "LicensedTrainer",
    "News",
    "Talk",
    "actor_of",
    "correspondent",
    "digest_for",
    "first_week",
    "how_many_talks",
    "news",
    "talks",
    "trainers",
    "written_between",
]
