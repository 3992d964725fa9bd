"""What is judged, from plain facts alone."""
