"""Fidelity, sustainability and early warning, judged from what the rooms know."""
