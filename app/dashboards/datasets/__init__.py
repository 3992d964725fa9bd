"""Charts: frame, figure and sentence of each question."""
