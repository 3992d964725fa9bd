"""Shape of what is entered about quality."""
