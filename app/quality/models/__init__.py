"""Tables of quality: `audits` (rounds of case audits), `adaptations`."""
