"""Fixtures of the tests of streams."""

from tests.support.streams import small_batches

__all__ = ["small_batches"]
