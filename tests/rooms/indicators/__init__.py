"""Tests of the room of indicators."""
