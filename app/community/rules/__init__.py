"""Pure decisions about what members are shown and told."""
