"""The law of the house; each failure says how to mend it."""
