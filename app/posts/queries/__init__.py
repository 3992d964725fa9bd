"""Reads about posts, reports and moderation."""

from app.posts.queries.shown import OnePost, ShownPost, find, shown

__all__ = ["OnePost", "ShownPost", "find", "shown"]
