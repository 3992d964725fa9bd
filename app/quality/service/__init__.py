"""Writes of quality: audit rounds and audits, adaptations."""
