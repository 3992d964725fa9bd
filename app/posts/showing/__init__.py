"""How moderation reads."""
