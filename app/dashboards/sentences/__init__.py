"""Sentences that read the charts of the programme."""
