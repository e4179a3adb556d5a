"""Answers of Google's Fact Check Tools API: `claims:search` and `pages`, one or several one after the other."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from claims.services.interchange.drafts import Bundle, Refused
from claims.services.interchange.formats.claimreview import numeral, one
from claims.services.interchange.formats.reviews import Appearance, FactCheck, bundle, text, texts
from claims.services.interchange.formats.stream import objects
from claims.services.interchange.mapping import MappingFile

LISTS = ("claims", "claimReviewMarkupPages")
Record = Bundle | tuple[str, Refused]


def read_factchecktools(stream: BinaryIO, mapping: MappingFile) -> Iterator[Record]:
    """The fact-checks of answers.

    Raises:
        UnreadableFileError: it is no JSON from some place on.
    """
    for place, found in objects(stream, LISTS):
        if not isinstance(found, dict):
            yield place, Refused(f"It is no object, but “{str(found)[:50]}”.")
        elif "claimReviewMarkups" in found:
            yield from records(place, found, "claimReviewMarkups", of_page, mapping)
        elif "text" in found or "claimReview" in found:
            yield from records(place, found, "claimReview", of_search, mapping)
        elif not set(found) <= {"nextPageToken"}:
            yield place, Refused("It is neither a claim with `claimReview` nor a page with `claimReviewMarkups`.")


def records(place: str, found: dict[str, Any], name: str, read: Any, mapping: MappingFile) -> Iterator[Record]:
    """The reviews of a claim or a page, each as a record of its own."""
    reviews = found.get(name) or []
    if not isinstance(reviews, list) or not reviews:
        yield place, Refused(f"It has no {name}.")
        return
    for number, each in enumerate(reviews, 1):
        here = f"{place}, {name} {number}"
        try:
            if not isinstance(each, dict):
                raise Refused(f"It is no object, but “{str(each)[:50]}”.")
            yield bundle(here, {**found, name: [each]}, read(found, each), mapping)
        except Refused as error:
            yield here, error


def of_search(claim: dict[str, Any], review: dict[str, Any]) -> FactCheck:
    """A review in an answer of `claims:search`."""
    publisher = one(review.get("publisher"))
    site = text(publisher.get("site"))
    return FactCheck(
        claimed=text(claim.get("text")),
        claimants=list(texts(claim.get("claimant"))),
        url=text(review.get("url")),
        author=text(publisher.get("name")) or site,
        author_url=site and (site if "://" in site else f"https://{site}/"),
        headline=text(review.get("title")),
        published=text(review.get("reviewDate"))[: len("2025-09-23")],
        language=text(review.get("languageCode")),
        label=text(review.get("textualRating")),
    )


def of_page(page: dict[str, Any], markup: dict[str, Any]) -> FactCheck:
    """A markup in an answer of `pages`."""
    author = one(page.get("claimReviewAuthor"))
    by = one(markup.get("claimAuthor"))
    rating = one(markup.get("rating"))
    name, known = text(by.get("name")), list(texts(by.get("sameAs")))
    first = text(markup.get("claimFirstAppearance"))
    return FactCheck(
        claimed=text(markup.get("claimReviewed")),
        claimants=[f"{name} ({', '.join(known)})" if known else name] if name else [],
        url=text(markup.get("url")) or text(page.get("pageUrl")),
        bases=[text(page.get("pageUrl"))],
        author=text(author.get("name")),
        published=text(page.get("publishDate"))[: len("2025-09-23")],
        label=text(rating.get("textualRating")),
        value=numeral(rating.get("ratingValue")),
        best=numeral(rating.get("bestRating")),
        worst=numeral(rating.get("worstRating")),
        body=text(rating.get("ratingExplanation")),
        first=Appearance(first) if first else None,
        appearances=[Appearance(each) for each in texts(markup.get("claimAppearances"))],
    )
