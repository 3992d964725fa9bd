"""Makers of rows for tests, one module a room; each call makes one thing and returns it."""
