"""What is typed about measures."""
