"""How well claims are matched, on judged data in TREC's formats; and where the weights come from."""
