"""Columns of the room's lists, with the links that sort by them."""

from app.core.columns import Column, sortable

__all__ = ["Column", "sortable"]
