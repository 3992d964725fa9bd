"""Statistics of small numbers: run charts, control charts, proportions, survival.

Pure: numbers in, findings out; no word of the domain. Written here and not taken from SciPy, which
takes two seconds and 92 MiB to load in every process; the tests hold all of it against SciPy or
against a second version written from the definitions.
"""
