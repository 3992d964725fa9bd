"""Dashboards: what all rooms know, drawn; each chart one question and one sentence."""
