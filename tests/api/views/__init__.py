"""Conventions and permissions over all endpoints together."""
