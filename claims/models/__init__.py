"""The domain model, one file per noun."""

from django.apps import apps

from claims.models.affiliation import Affiliation
from claims.models.change import Change
from claims.models.citation import Citation
from claims.models.claim import Claim, ClaimRelation, IncidentClaim
from claims.models.contradiction import Contradiction
from claims.models.correction import Correction
from claims.models.imports import Import, ImportedRecord, Upload
from claims.models.incident import Incident, IncidentActor, IncidentKind
from claims.models.key import ApiKey, IdempotentRequest
from claims.models.position import ClaimTally, CountedStance, Position
from claims.models.publisher import Publisher, Quoted
from claims.models.quota import Quota
from claims.models.reading import Dismissal, Draft, Reading
from claims.models.redirect import Redirect
from claims.models.repetition import Repeater, Repetition
from claims.models.review import Review
from claims.models.source import Source
from claims.models.speaker import Speaker, SpeakerIdentifier
from claims.models.stance import Stance
from claims.models.statement import Statement
from claims.models.topic import Topic

_MODELS = apps.all_models["claims"].values()
# `IS_DERIVED`: only triggers write these tables, and fixtures do not hold them.
DERIVED_MODELS = tuple(model for model in _MODELS if getattr(model, "IS_DERIVED", False))
# `IS_UNPUBLISHED`: keys, quotas, stored answers, and the team's work on sources. Not part of the published record.
UNPUBLISHED_MODELS = tuple(model for model in _MODELS if getattr(model, "IS_UNPUBLISHED", False))

__all__ = [
    "DERIVED_MODELS",
    "UNPUBLISHED_MODELS",
    "Affiliation",
    "ApiKey",
    "Change",
    "Citation",
    "Claim",
    "ClaimRelation",
    "ClaimTally",
    "Contradiction",
    "Correction",
    "CountedStance",
    "Dismissal",
    "Draft",
    "IdempotentRequest",
    "Import",
    "ImportedRecord",
    "Incident",
    "IncidentActor",
    "IncidentClaim",
    "IncidentKind",
    "Position",
    "Publisher",
    "Quota",
    "Quoted",
    "Reading",
    "Redirect",
    "Repeater",
    "Repetition",
    "Review",
    "Source",
    "Speaker",
    "SpeakerIdentifier",
    "Stance",
    "Statement",
    "Topic",
    "Upload",
]
