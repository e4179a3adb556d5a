"""The domain model, one file per noun."""

from claims.models.affiliation import Affiliation
from claims.models.change import Change
from claims.models.claim import Claim, ClaimRelation, IncidentClaim
from claims.models.incident import Incident, IncidentActor, IncidentKind
from claims.models.position import ClaimTally, CountedStance, Position
from claims.models.source import Source
from claims.models.speaker import Speaker, SpeakerIdentifier
from claims.models.stance import Stance
from claims.models.statement import Citation, Statement
from claims.models.topic import Topic

# Kept by the database itself; nobody writes them, and fixtures do not hold them.
DERIVED_MODELS = (Change, ClaimTally, CountedStance, Position, SpeakerIdentifier)

__all__ = [
    "DERIVED_MODELS",
    "Affiliation",
    "Change",
    "Citation",
    "Claim",
    "ClaimRelation",
    "ClaimTally",
    "CountedStance",
    "Incident",
    "IncidentActor",
    "IncidentClaim",
    "IncidentKind",
    "Position",
    "Source",
    "Speaker",
    "SpeakerIdentifier",
    "Stance",
    "Statement",
    "Topic",
]
