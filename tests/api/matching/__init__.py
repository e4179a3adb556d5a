"""Matching a passage with claims."""
