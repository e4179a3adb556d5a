"""What the API does because it is HTTP: keys, entity tags, rate limits, negotiation, bodies, problem documents."""
