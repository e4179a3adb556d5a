"""Searching: how a query is read, and what of the record is searched."""
