"""Self assessment: rounds, private ratings, sign-off, results and the NSPCC's decision."""
