"""A server as in most Django REST Framework projects: viewsets, select_related and prefetch_related."""
