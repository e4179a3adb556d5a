"""The nouns of the API, one folder each: filters, serializers, bodies, views, and examples for the document."""
