"""Measures: use counts, quarterly returns, agreed outcome measures. Counts, never children."""
