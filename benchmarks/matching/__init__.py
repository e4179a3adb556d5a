"""Measures how well claims are matched, on judged queries in TREC's formats, and trains the weights."""
