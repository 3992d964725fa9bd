"""Pure decisions about topics."""
