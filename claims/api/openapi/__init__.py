"""The OpenAPI document, made from the declarations that the endpoints obey."""
