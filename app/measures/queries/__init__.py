"""Reads about measures. Those of many sites take any number of them in one statement."""
