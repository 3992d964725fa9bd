"""Sites already under way: brought in from a spreadsheet, all of them or none."""
