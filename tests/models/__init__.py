"""The database: rules, positions, history, redirects, terms and indexes."""
