"""Reads for administrators."""
