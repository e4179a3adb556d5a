"""Services: what concerns more than one row."""
