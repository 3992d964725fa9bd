"""Decisions about indicators on plain values: what is known, how it is judged, what may be said."""
