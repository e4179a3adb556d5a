"""Reading a text: which words in it are somebody's, and whose. Pure functions; nothing here asks a database."""

from claims.reading.candidates import Candidate, Day, Kind, Place, Tier
from claims.reading.people import Role, Speaker
from claims.reading.reading import read
from claims.reading.stems import name_stems

__all__ = ["Candidate", "Day", "Kind", "Place", "Role", "Speaker", "Tier", "name_stems", "read"]
