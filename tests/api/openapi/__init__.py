"""openapi.yaml, and requests that are made from it."""
