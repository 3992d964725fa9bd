"""The community of practice as a whole: its home, its digest, messages between two members."""
