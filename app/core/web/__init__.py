"""The edge between HTTP and the rooms: transactions, errors, templates, static files, logs."""
