"""Reads of quality: audit rounds and their results, adaptations."""
