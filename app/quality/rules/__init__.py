"""Decisions of quality on plain values."""
