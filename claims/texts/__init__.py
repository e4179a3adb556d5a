"""Texts that come in: a file of any of seven formats, or an address, as a text with its metadata.

What is in a file is proposed; a person looks at it before it is kept. Nothing here knows the tracker or Django.
"""

from claims.texts.apart import read_apart
from claims.texts.pasted import pasted
from claims.texts.proposal import MAX_CHARACTERS, MAX_FILE, BusyError, Cue, Proposal, UnreadableError, times

__all__ = [
    "MAX_CHARACTERS",
    "MAX_FILE",
    "BusyError",
    "Cue",
    "Proposal",
    "UnreadableError",
    "pasted",
    "read_apart",
    "times",
]
