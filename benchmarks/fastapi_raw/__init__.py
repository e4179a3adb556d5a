"""A FastAPI server that returns JSON which PostgreSQL builds with hand-written SQL; no models."""
