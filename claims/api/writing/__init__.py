"""Writing through the API: bodies read strictly, rules of the database explained, nothing lost and nothing doubled."""
