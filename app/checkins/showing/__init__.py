"""How calls read on pages: times to choose from, and what is worth asking."""
