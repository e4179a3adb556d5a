"""The API over HTTP: entity tags, keys, rates, limits, and what the web expects of answers."""
