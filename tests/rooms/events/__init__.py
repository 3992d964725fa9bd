"""The room of events."""
