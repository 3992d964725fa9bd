"""Reads of dashboards: of many sites summed by the database, of one site in full."""
