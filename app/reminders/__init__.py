"""What falls due, who is told, by which rung of the ladder."""
