"""Reads of what comes before the contract, and of contracts."""

from app.joining.queries.falling_due import due

__all__ = ["due"]
