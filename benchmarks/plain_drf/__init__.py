"""The same addresses as most Django REST Framework projects would serve them: viewsets, joins and prefetches."""
