"""Rooms to talk in: what is said there, who is there, what was said before, what came of it."""
