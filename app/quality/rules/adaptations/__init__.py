"""Decisions about adaptations: their fields, what is typed, what is critical, and the views."""
