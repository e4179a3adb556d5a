"""Merging claims: their stances, relations to other claims, incidents and topics."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.choices import SYMMETRIC_RELATIONS, ClaimKind, ClaimRelationKind, PublicationStatus, ReviewStatus, Verdict
from claims.models import Claim, ClaimRelation, IncidentClaim, Review, Stance
from claims.models.source import url_key
from claims.services.moves import Moves, twins

CONFIRMED = ReviewStatus.CONFIRMED
PUBLISHED = PublicationStatus.PUBLISHED


def claim_conflicts(kept: Claim, merged: Claim) -> list[str]:
    """A sentence for each reason why the claims cannot be merged."""
    related = relations_between(kept, merged).exclude(kind=ClaimRelationKind.EQUIVALENT)
    return [
        *(f"Claims that are one have no relation: “{relation}”." for relation in related),
        *(
            f"Statement “{own.statement}” {described(own)} “{kept}”, and {described(other)} “{merged}” "
            f"(stances {own.pk} and {other.pk})."
            for own, other in stance_pairs(kept, merged)
            if both_confirmed(own, other) and position_and_qualification(own) != position_and_qualification(other)
        ),
        *(
            f"Review “{own}” says {own.verdict} of “{kept}”, and “{other}”, at the same address, {other.verdict} of "
            f"“{merged}”."
            for own, other in review_pairs(kept, merged)
            if own.status == other.status == PUBLISHED and (own.rating, own.verdict) != (other.rating, other.verdict)
        ),
        *(
            f"One of the two is a promise, and review “{review}” is of the other."
            for review in Review.objects.filter(claim=merged).exclude(verdict=Verdict.OTHER).order_by("pk")
            if (kept.kind == ClaimKind.PROMISE) != (merged.kind == ClaimKind.PROMISE)
        ),
    ]


def relations_between(kept: Claim, merged: Claim) -> QuerySet:
    """The relations of two claims to each other."""
    return ClaimRelation.objects.filter(Q(claim=kept, other=merged) | Q(claim=merged, other=kept))


def stance_pairs(kept: Claim, merged: Claim) -> Iterator[tuple[Stance, Stance]]:
    """Pairs of a stance on the kept claim and one on the merged claim, both of the same statement."""
    own = Stance.objects.filter(claim=kept, statement=OuterRef("statement"))
    theirs = Stance.objects.filter(Exists(own), claim=merged).select_related("statement").order_by("pk")
    by_statement: dict[int, list[Stance]] = defaultdict(list)
    for stance in Stance.objects.filter(claim=kept, statement__in=theirs.values("statement")).order_by("pk"):
        by_statement[stance.statement_id].append(stance)
    for other in theirs:
        yield from ((stance, other) for stance in by_statement[other.statement_id])


def review_pairs(kept: Claim, merged: Claim) -> Iterator[tuple[Review, Review]]:
    """Pairs of a review of the kept claim and one of the merged claim, both at the same address."""
    keyed = Review.objects.exclude(url="").annotate(key=url_key("url"))
    theirs = {review.key: review for review in keyed.filter(claim=merged)}
    own = keyed.filter(claim=kept, key__in=theirs).order_by("pk")
    yield from ((review, theirs[review.key]) for review in own)


def both_confirmed(own: Stance, other: Stance) -> bool:
    return own.review_status == other.review_status == CONFIRMED


def position_and_qualification(stance: Stance) -> tuple[str, str]:
    """The position and its qualification. Confirmed stances that are equal in both do not contradict each other."""
    return stance.position, stance.qualification


def described(stance: Stance) -> str:
    return f"{stance.position} ({stance.qualification})" if stance.qualification else stance.position


def suggested_alike(own: Stance, other: Stance) -> bool:
    """Whether the same person or model suggested the same position."""
    names = ("position", "coder_id", "model_name")
    return all(getattr(own, name) == getattr(other, name) for name in names)


def move_claim(moves: Moves) -> None:
    """Moves all references.

    Of two equal stances, the confirmed one stays, or else that on the kept claim; and so of two reviews at one address
    the published one.
    """
    duplicates: dict[int, int] = {}
    for own, theirs in stance_pairs(moves.kept, moves.merged):
        if both_confirmed(own, theirs) or suggested_alike(own, theirs):
            goes, stays = (own, theirs) if theirs.review_status == CONFIRMED != own.review_status else (theirs, own)
            duplicates[goes.pk] = stays.pk
    # Of three that are equal, the one that stays for the first may itself give way to the third.
    moves.drop(Stance, {goes: duplicates.get(stays, stays) for goes, stays in duplicates.items()})
    moves.move(Stance, "claim")
    at_one_address: dict[int, int] = {}
    for of_kept, of_merged in review_pairs(moves.kept, moves.merged):
        theirs_stays = of_merged.status == PUBLISHED != of_kept.status
        gone, there = (of_kept, of_merged) if theirs_stays else (of_merged, of_kept)
        at_one_address[gone.pk] = there.pk
    moves.drop(Review, at_one_address)
    moves.move(Review, "claim")
    between = relations_between(moves.kept, moves.merged)
    moves.drop(ClaimRelation, dict.fromkeys(between.values_list("pk", flat=True)))
    for column, other in (("claim", "other"), ("other", "claim")):
        reversed_twin = ClaimRelation.objects.filter(
            **{other: moves.kept, column: OuterRef(other)}, kind=OuterRef("kind")
        )
        symmetric = moves.rows(ClaimRelation, column).filter(kind__in=SYMMETRIC_RELATIONS)
        moves.drop(ClaimRelation, twins(symmetric, reversed_twin))
        moves.move(ClaimRelation, column, other, "kind")
    moves.move(IncidentClaim, "claim", "incident", "aspect")
    moves.move(Claim.topics.through, "claim", "topic")
