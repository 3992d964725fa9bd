"""A site on its way: stages, time bands and milestones."""
