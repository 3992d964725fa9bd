"""Pilots: plan, monthly counts, learning log, review in two parts, decision."""
