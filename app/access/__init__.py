"""Who may do what: a pure table, the gate that asks it, and the same rule as a SQL filter."""
