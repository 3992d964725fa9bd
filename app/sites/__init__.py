"""Authorities and their register, adoptions, and who belongs to them."""
