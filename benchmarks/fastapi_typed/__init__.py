"""FastAPI as its documentation teaches it: asyncpg, joins and further queries for lists, pydantic response models."""
