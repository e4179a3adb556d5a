"""The HTTP layer of the API: keys, entity tags, rate limits, negotiation, bodies, problem documents."""
