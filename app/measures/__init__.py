"""Measures: monthly use counts and quarterly returns. Counts, never children."""
