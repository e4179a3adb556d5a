"""Tests of the database schema: migrations, constraints, and lists that have to follow the models."""
