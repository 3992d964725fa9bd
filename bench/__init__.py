"""How fast the portal is, as ratios to a bare application measured in the same run."""
