"""People, signing in and the sessions behind it."""
