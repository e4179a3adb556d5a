"""The response models."""

from datetime import date, datetime
from typing import Generic, TypeVar

from pydantic import BaseModel

Row = TypeVar("Row")


class SpeakerBrief(BaseModel):
    slug: str
    url: str
    name: str
    kind: str
    country: str


class RoleBrief(BaseModel):
    id: int
    url: str
    role: str
    organization: SpeakerBrief


class SourceBrief(BaseModel):
    slug: str
    url: str
    headline: str
    publisher: str
    external_url: str
    archived_url: str


class TopicBrief(BaseModel):
    slug: str
    url: str
    name: str


class IncidentBrief(BaseModel):
    slug: str
    url: str
    name: str
    start_date: date | None
    start_date_precision: str


class ClaimBrief(BaseModel):
    slug: str
    url: str
    name: str
    text: str
    language: str


class StatementLink(BaseModel):
    slug: str
    url: str
    text: str
    language: str


class StanceOfStatement(BaseModel):
    id: int
    url: str
    claim: ClaimBrief
    position: str
    explicitness: str
    qualification: str
    excerpt: str


class CorrectionOfStatement(BaseModel):
    id: int
    url: str
    status: str
    what: str
    why: str
    corrected_at: datetime
    replacement: StatementLink | None


class Spoken(BaseModel):
    slug: str
    url: str
    speaker: SpeakerBrief
    affiliation: RoleBrief | None
    on_behalf_of: SpeakerBrief | None
    kind: str
    text: str
    language: str
    made_on: date
    made_on_precision: str
    status: str
    source: SourceBrief


class Statement(Spoken):
    original_text: str
    original_language: str
    venue: str
    attribution: str
    incidents: list[IncidentBrief]
    stances: list[StanceOfStatement]
    supersedes: StatementLink | None
    corrections: list[CorrectionOfStatement]
    created_at: datetime
    updated_at: datetime


class Stance(BaseModel):
    id: int
    url: str
    statement: Spoken
    claim: ClaimBrief
    position: str
    explicitness: str
    qualification: str
    excerpt: str
    rationale: str
    method: str
    model_name: str
    review_status: str
    confidence: float | None
    created_at: datetime
    updated_at: datetime


class Tallies(BaseModel):
    affirms: int
    denies: int
    qualifies: int
    questions: int
    reports: int
    declines: int


class IncidentLink(BaseModel):
    aspect: str
    incident: IncidentBrief


class Position(BaseModel):
    speaker: SpeakerBrief
    capacity: str
    position: str
    first_on: date
    first_on_precision: str
    last_on: date
    last_on_precision: str
    stance_count: int
    changed: bool
    change: str


class Claim(BaseModel):
    slug: str
    url: str
    text: str
    name: str
    other_names: list[str]
    kind: str
    language: str
    checkable: bool
    context: str
    first_appearance: SourceBrief | None
    topics: list[TopicBrief]
    incidents: list[IncidentLink]
    tallies: Tallies
    disputed: bool
    agreement: str | None
    positions: list[Position]
    created_at: datetime
    updated_at: datetime


class MatrixClaim(ClaimBrief):
    aspects: list[str]
    tallies: Tallies
    disputed: bool


class Cell(BaseModel):
    speaker: str
    claim: str
    capacity: str
    position: str
    first_on: date
    first_on_precision: str
    last_on: date
    last_on_precision: str
    changed: bool
    change: str


class Matrix(BaseModel):
    incident: IncidentBrief
    claims: list[MatrixClaim]
    speakers: list[SpeakerBrief]
    cells: list[Cell]
    cut: bool


class Page(BaseModel, Generic[Row]):
    next: str | None
    previous: str | None
    results: list[Row]
