"""What members write: one row for each text, whichever room shows it; reports and moderation."""
