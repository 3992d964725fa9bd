"""Check-in calls between the NSPCC and a site: how often, when, and what reminds of them."""
