"""Full text and likeness: what a search finds, and what has been said before. Above the models, below the API."""
