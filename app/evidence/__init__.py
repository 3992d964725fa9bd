"""Evidence: a note, a link or a file, added once to a site and attached wherever it counts."""
