"""What a page is about, for programs that read pages: schema.org, as JSON-LD.

What is said for a program is said without its context, so it is said only where it is certain: words are a `Quotation`
of the speaker only where they are the speaker's own and stand, and only what is reported as a fact is an `Event`.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from claims.api.sql.rows import API_ROOT
from claims.choices import (
    SCALE,
    IncidentStatus,
    Precision,
    SourceKind,
    SpeakerKind,
    StancePosition,
    StatementKind,
    StatementStatus,
    Verdict,
)
from claims.templatetags.pages import is_web
from claims.web.page import Answers
from claims.web.words import HEADINGS

Node = dict[str, Any]
TYPES = {SourceKind.NEWS_ARTICLE: "NewsArticle", SourceKind.SOCIAL_POST: "SocialMediaPosting"}
# The speaker's own words.
VERBATIM = {StatementKind.QUOTE, StatementKind.OFFICIAL_TEXT}
HAPPENED = {IncidentStatus.REPORTED, IncidentStatus.CONFIRMED}
# Statements in which a claim appears, with the claim.
MOST_APPEARANCES = 10
# Nothing in a text ends the element, or begins another one.
ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&"}


def filled(kind: str, **properties: Any) -> Node:
    """A node with the properties that have a value."""
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in ("", None, [], {})}}


def page_of(row: Mapping[str, Any]) -> str:
    """The address of a row's page, without a language."""
    host, _, path = row["url"].partition(API_ROOT)
    return f"{host}/{path}"


def list_of(row: Mapping[str, Any]) -> str:
    """The address of the page with the list of the row's collection."""
    return page_of(row).removesuffix(f"{row['slug']}/")


def row_of(kind: str, row: Mapping[str, Any], **properties: Any) -> Node:
    address = page_of(row)
    return {"@type": kind, "@id": address, "url": address, **filled(kind, **properties)}


def as_known(day: str | None, precision: str) -> str:
    """A date as exactly as it is known, by ISO 8601: `2025-09-22`, `2025-W39`, `2025-09` or `2025`."""
    if not day:
        return ""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return {Precision.WEEK: f"{year}-W{week:02}", Precision.MONTH: day[:7], Precision.YEAR: day[:4]}.get(
        Precision(precision), day
    )


def web(*addresses: str) -> list[str]:
    return [each for each in addresses if is_web(each)]


def first(values: Iterable[str]) -> str:
    return next(iter(values), "")


def speaker_brief(row: Mapping[str, Any], **properties: Any) -> Node:
    """A person, else an organisation: schema.org has no type for a group that nobody names."""
    kind = "Person" if row["kind"] == SpeakerKind.PERSON else "Organization"
    return row_of(kind, row, name=row["name"], **properties)


def speaker(answers: Answers) -> Node:
    row = answers["speaker"]
    held = [each for each in row["affiliations"] if not each["former"] and not each["end_date"]]
    return speaker_brief(
        row,
        alternateName=row["other_names"],
        description=row["summary"],
        image=first(web(row["image_url"])),
        sameAs=web(row["website"]),
        identifier=[filled("PropertyValue", propertyID=key, value=each) for key, each in row["identifiers"].items()],
        jobTitle=[each["role"] for each in held],
        affiliation=[speaker_brief(each["organization"]) for each in held],
    )


def source_brief(row: Mapping[str, Any], kind: str = "CreativeWork", **properties: Any) -> Node:
    publisher = filled("Organization", name=row["publisher"]) if row["publisher"] else None
    return row_of(
        kind,
        row,
        headline=row["headline"],
        publisher=publisher,
        sameAs=web(row["external_url"]),
        archivedAt=first(web(row["archived_url"])),
        **properties,
    )


def source(answers: Answers) -> Node:
    row = answers["source"]
    return source_brief(
        row,
        TYPES.get(row["kind"], "CreativeWork"),
        creditText=row["author"],
        inLanguage=row["language"],
        datePublished=as_known(row["published_on"], row["published_on_precision"]),
    )


def said(row: Mapping[str, Any], **properties: Any) -> Node:
    """A statement. A paraphrase has other words than the speaker; what does not stand is not repeated here."""
    published = {"isBasedOn": source_brief(row["source"])}
    if row["status"] != StatementStatus.ACTIVE:
        return row_of("CreativeWork", row, creativeWorkStatus=row["status"], **published)
    day = as_known(row["made_on"], row["made_on_precision"])
    who = speaker_brief(row["speaker"])
    if row["kind"] not in VERBATIM:
        return row_of("CreativeWork", row, description=row["text"], about=[who], temporalCoverage=day, **published)
    return row_of(
        "Quotation",
        row,
        text=row["text"],
        inLanguage=row.get("language"),
        creator=who,
        spokenByCharacter=who,
        dateCreated=day,
        citation=filled("CreativeWork", **{"@id": page_of(row["source"])}),
        **published,
        **properties,
    )


def statement(answers: Answers) -> Node:
    row = answers["statement"]
    corrections = [
        filled("CorrectionComment", text=each["what"], datePublished=each["corrected_at"])
        for each in row["corrections"]
    ]
    claims = [each["claim"] for each in row["stances"]]
    about = [row_of("Claim", each, text=each["text"], inLanguage=each.get("language")) for each in claims]
    node = said(row, about=about)
    return node | ({"correction": corrections} if corrections else {})


def claim(answers: Answers) -> Node:
    row = answers["claim"]
    stances = answers.get("stances", {}).get("results", [])
    affirming = [each["statement"] for each in stances if each["position"] == StancePosition.AFFIRMS]
    known_from = row["first_appearance"]
    return row_of(
        "Claim",
        row,
        name=row["name"],
        text=row["text"],
        alternateName=row["other_names"],
        inLanguage=row["language"],
        about=[row_of("Thing", each["incident"], name=each["incident"]["name"]) for each in row["incidents"]],
        keywords=[row_of("DefinedTerm", each, name=each["name"]) for each in row["topics"]],
        firstAppearance=source_brief(known_from) if known_from else None,
        appearance=[said(each) for each in affirming[:MOST_APPEARANCES]],
    )


def review(answers: Answers) -> Node | None:
    """A review of ours. What others found out is theirs to tell programs."""
    row = answers["review"]
    if not row["own"]:
        return None
    return claim_review(row, [each["speaker"] for each in answers["affirms"]["results"]])


def claim_review(row: Mapping[str, Any], affirming: Iterable[Mapping[str, Any]]) -> Node:
    """A review as aggregators of fact-checks read it (https://developers.google.com/search/docs/appearance/structured-data/factcheck).

    Args:
        affirming: the speakers who affirm the claim. Nobody else is named as its author.
    """
    claim, number = row["claim"], SCALE.get(Verdict(row["verdict"]))
    scale = {"ratingValue": number, "bestRating": max(SCALE.values()), "worstRating": min(SCALE.values())}
    return row_of(
        "ClaimReview",
        row,
        claimReviewed=claim["text"],
        author=filled("Organization", name=row["author"], url=first(web(row["author_url"]))),
        datePublished=as_known(row["published_on"], row["published_on_precision"]),
        headline=row["headline"],
        inLanguage=row["language"],
        reviewRating=filled("Rating", alternateName=row["rating"], **(scale if number else {})),
        itemReviewed=row_of("Claim", claim, text=claim["text"], author=[speaker_brief(each) for each in affirming]),
    )


def incident(answers: Answers) -> Node:
    row = answers["incident"]
    about = {"name": row["name"], "alternateName": row["other_names"], "description": row["summary"]}
    if row["status"] not in HAPPENED:
        return row_of("Thing", row, **about, disambiguatingDescription=row["status"])
    here = row["latitude"] is not None and row["longitude"] is not None
    geo = filled("GeoCoordinates", latitude=row["latitude"], longitude=row["longitude"]) if here else None
    return row_of(
        "Event",
        row,
        **about,
        startDate=as_known(row["start_date"], row["start_date_precision"]),
        endDate=as_known(row["end_date"], row["end_date_precision"]),
        location=filled("Place", name=row["location_name"], geo=geo) if row["location_name"] or geo else None,
    )


def topic(answers: Answers) -> Node:
    row = answers["topic"]
    return row_of("DefinedTerm", row, name=row["name"], inDefinedTermSet=list_of(row))


def trail(kind: str, row: Mapping[str, Any]) -> list[Node]:
    """The list that a row is in, a broader topic, and the row; nothing for a row without a name."""
    name = row.get("name") or row.get("headline")
    if not name:
        return []
    steps = [(str(HEADINGS[f"{kind}s"]), list_of(row))]
    if broader := row.get("broader"):
        steps.append((broader["name"], page_of(broader)))
    steps.append((name, page_of(row)))
    items = [
        filled("ListItem", position=number, name=said, item=filled("Thing", **{"@id": address}))
        for number, (said, address) in enumerate(steps, 1)
    ]
    return [filled("BreadcrumbList", itemListElement=items)]


NODES: Mapping[str, Callable[[Answers], Node | None]] = {
    "claim": claim,
    "incident": incident,
    "review": review,
    "source": source,
    "speaker": speaker,
    "statement": statement,
    "topic": topic,
}


def json_ld(kind: str, answers: Answers) -> SafeString:
    """The data of a page, for a `script` element of the type `application/ld+json`.

    Args:
        kind: what the page is about, a key of NODES.
        answers: those of the page's parts, by their names.
    """
    nodes = [each for each in (NODES[kind](answers), *trail(kind, answers[kind])) if each]
    if not nodes:
        return SafeString("")
    data = {"@context": "https://schema.org", "@graph": nodes}
    return SafeString(json.dumps(data).translate(ESCAPES))
