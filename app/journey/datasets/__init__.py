"""Journeys as frames, charts and sentences: what pages and downloads both come from."""
