"""English as the tracker writes it."""
