"""The fixtures: the article as data."""
