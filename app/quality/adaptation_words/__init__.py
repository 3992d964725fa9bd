"""How adaptations read: one, lists of them, the library."""
