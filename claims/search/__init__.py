"""Full text and likeness: what has been said before. Above the models, below the API."""
