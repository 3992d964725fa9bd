"""Decisions about measures on plain values."""
