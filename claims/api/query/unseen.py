"""Texts in which one sees nothing."""

import unicodedata

# Letters and symbols that show nothing: fillers, and the empty Braille pattern.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"


def is_unseen(text: str) -> bool:
    """Whether a text has nothing that one sees: only spaces, controls, formats, fillers and marks without a base."""
    unseen = ("Z", "M", "Cc", "Cf")
    return all(char in FILLERS or unicodedata.category(char).startswith(unseen) for char in text)
