"""A FastAPI server as its documentation teaches: asyncpg, joins, a query for each nested list, pydantic models."""
