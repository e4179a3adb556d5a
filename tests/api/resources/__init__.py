"""Single resources of the API."""
