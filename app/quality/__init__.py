"""Quality: rounds of case audits, and what authorities change of the framework."""
