"""Reads that join rooms: the portfolio, homes, one site, adding a site."""
