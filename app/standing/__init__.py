"""Where an adoption stands by declaration (active, paused, stopped), asking to resume it, and what
goes on around the work: restructures, mergers, inspections, changes of leadership."""
