"""Running the service: audit trail, outbox, jobs, accounts, and whether it is well."""
