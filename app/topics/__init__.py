"""Questions and discussions of the community of practice."""
