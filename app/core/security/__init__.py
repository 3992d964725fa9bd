"""Passwords, tokens, limits, headers and safe redirects."""
