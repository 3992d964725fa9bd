"""Members of the community of practice: who they are, what of it they show, what they follow."""
