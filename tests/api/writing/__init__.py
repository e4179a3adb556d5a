"""Writing through the API."""
