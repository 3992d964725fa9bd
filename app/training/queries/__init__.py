"""Reads about training."""

from app.training.queries.falling_due import due

__all__ = ["due"]
