"""What a person is told inside the portal, and what each wants to be told of."""
