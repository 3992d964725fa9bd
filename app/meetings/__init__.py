"""Bodies and meetings of a site: who sits in them, what is on the agenda, what was decided."""
