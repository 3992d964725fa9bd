"""How judgements are put on pages and into files."""
