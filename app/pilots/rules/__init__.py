"""What a pilot is, how far it is, which counts can be right, and what a review decides."""
