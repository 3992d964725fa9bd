"""What a dashboard is asked for, and views that people keep."""
