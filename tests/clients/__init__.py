"""Clients that are generated from openapi.yaml."""
