"""What is written about measures."""
