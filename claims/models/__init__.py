"""The domain model, one file per noun."""

from claims.models.affiliation import Affiliation
from claims.models.change import Change
from claims.models.claim import Claim, ClaimRelation, IncidentClaim
from claims.models.correction import Correction
from claims.models.incident import Incident, IncidentActor, IncidentKind
from claims.models.key import ApiKey, IdempotentRequest
from claims.models.position import ClaimTally, CountedStance, Position
from claims.models.quota import Quota
from claims.models.redirect import Redirect
from claims.models.source import Source
from claims.models.speaker import Speaker, SpeakerIdentifier
from claims.models.stance import Stance
from claims.models.statement import Citation, Statement
from claims.models.topic import Topic

# Kept by the database itself; nobody writes them, and fixtures do not hold them.
DERIVED_MODELS = (Change, ClaimTally, CountedStance, Position, SpeakerIdentifier)
# What lets people in, how often, and remembers what they were answered; no part of the record that is published.
ACCESS_MODELS = (ApiKey, IdempotentRequest, Quota)

__all__ = [
    "ACCESS_MODELS",
    "DERIVED_MODELS",
    "Affiliation",
    "ApiKey",
    "Change",
    "Citation",
    "Claim",
    "ClaimRelation",
    "ClaimTally",
    "Correction",
    "CountedStance",
    "IdempotentRequest",
    "Incident",
    "IncidentActor",
    "IncidentClaim",
    "IncidentKind",
    "Position",
    "Quota",
    "Redirect",
    "Source",
    "Speaker",
    "SpeakerIdentifier",
    "Stance",
    "Statement",
    "Topic",
]
