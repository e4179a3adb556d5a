"""Full-text search, and matching a passage with recorded claims. May import the models; the API imports it."""
