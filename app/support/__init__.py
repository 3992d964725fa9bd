"""Needs-led support: what an authority asks of the NSPCC, what is offered, given and came of it."""
