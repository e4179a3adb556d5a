"""What a request asks for: its query parameters, read strictly. This package knows no HTTP and no SQL text."""
