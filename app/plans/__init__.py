"""The plan of a site: actions, the common currency of things to do, whoever raises them."""
