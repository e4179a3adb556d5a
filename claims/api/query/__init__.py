"""Query parameters, parsed strictly to a query. This package imports no HTTP, and writes no SQL text."""
