"""How topics read."""
