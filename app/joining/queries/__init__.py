"""Reads of what comes before the contract, and of contracts."""
