"""Decisions about support on plain values: kinds, states and moves, what is typed, answer times."""
