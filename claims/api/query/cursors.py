"""Cursors of keyset pages: after which row a page begins, so that page 10,000 costs what page 1 costs."""

from dataclasses import dataclass

from django.core import signing

from claims.api.query.orderings import Ordering

DEFAULT_LIMIT = 30  # rows of a page
MAX_LIMIT = 200


@dataclass(frozen=True)
class Cursor:
    """A position between two rows of an ordered list, and the direction in which to read from there.

    Attributes:
        keyset: the row's values of the ordering's columns, as PostgreSQL writes them. Empty: the first page, or
            backwards the last one.
        backwards: read towards the beginning of the list.
    """

    keyset: tuple[str | None, ...]
    backwards: bool

    @staticmethod
    def signer(scope: str, ordering: str) -> signing.Signer:
        """Signs cursors for one list (`scope`) and one ordering; a cursor of another list does not verify.

        A signed cursor has no character that has to be percent-encoded in an address.
        """
        return signing.Signer(salt=f"cursor {scope} {ordering}", sep=".")

    def encode(self, scope: str, ordering: str) -> str:
        return self.signer(scope, ordering).sign_object([self.backwards, *self.keyset])

    @classmethod
    def decode(cls, text: str, scope: str, ordering: Ordering) -> "Cursor":
        """The cursor that `encode` wrote.

        Raises:
            CursorError: the text is no cursor of this list in this ordering.
        """
        try:
            backwards, *keyset = cls.signer(scope, ordering.name).unsign_object(text)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise CursorError(text) from error
        if len(keyset) not in {0, len(ordering.columns)}:
            raise CursorError(text)
        return cls(tuple(keyset), bool(backwards))


class CursorError(ValueError):
    """The text is no cursor that this list gave for this ordering."""
