"""Reads of quality: audit rounds and their results, adaptations."""

from app.quality.queries.audits_due import due

__all__ = ["due"]
