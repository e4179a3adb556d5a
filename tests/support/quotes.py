"""Quotes with their citations, checked as at commit."""

from typing import Any

from django.db import connection

from claims.models import Statement
from tests.support import factories as make


def write(text: str, exacts: list[str], **fields: Any) -> Statement:
    """A quote and its citations, checked as at commit."""
    statement: Statement = make.StatementFactory(kind="quote", text=text, **fields)
    for exact in exacts:
        make.CitationFactory(statement=statement, exact=exact)
    connection.check_constraints()
    return statement
