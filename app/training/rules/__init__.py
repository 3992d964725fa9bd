"""Decisions about training on plain values: register, coverage, sessions, licences, import."""
