"""A believable programme of fictional authorities, to look at, to teach with and to measure."""
