"""FastAPI that passes on JSON which PostgreSQL wrote: hand-written SQL, no models."""
