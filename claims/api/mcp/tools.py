"""The tools: each names an operation of the OpenAPI document, which has the rest, and the parameters that it offers."""

from dataclasses import dataclass

PAGED = ("limit", "cursor")


@dataclass(frozen=True)
class Tool:
    """A question of the API.

    Attributes:
        operation: the `operationId` of a GET.
        asks: when to call it, for the model that chooses.
        offers: the parameters that it takes, beside those in the address.
        has_page: whether people read the same at the API's address without its root.
    """

    name: str
    title: str
    operation: str
    asks: str
    offers: tuple[str, ...] = ()
    has_page: bool = True


TOOLS = (
    Tool(
        "search",
        "Search words",
        "search_list",
        "Finds speakers, claims, statements, incidents and sources by words or names, in every language and spelling. "
        "Their slugs are what the other tools take.",
        ("q", "type", "speaker", "incident", *PAGED),
    ),
    Tool(
        "match_claims",
        "Match a sentence to claims",
        "claims_match",
        "Has something like this been claimed before? Finds the claims that a sentence or a paragraph is about, and "
        "says who affirms and who denies each.",
        ("text", "language", "limit"),
        has_page=False,
    ),
    Tool(
        "list_claims",
        "List claims",
        "claims_list",
        "Finds claims by who took a position on them, by incident or topic, or those that are disputed.",
        ("speaker", "position", "incident", "topic", "disputed", *PAGED),
    ),
    Tool(
        "list_statements",
        "List statements",
        "statements_list",
        "Finds what was said, word for word: by speaker, incident, source, role or day.",
        ("speaker", "incident", "claim", "source", "role", "kind", "made_on__gte", "made_on__lte", *PAGED),
    ),
    Tool(
        "get_statement",
        "Read one statement",
        "statements_retrieve",
        "One statement with its citations: the exact words, where they stand in which source, the speaker’s role that "
        "day, and whether it was corrected.",
    ),
    Tool(
        "claim_stances",
        "Who said what about a claim",
        "claims_stances",
        "Each statement that took a position on a claim: who said it, in which role, on which day, in which source, "
        "and in which words. Use it to quote, or to see who denied a claim.",
        ("position", "speaker", "made_on__gte", "made_on__lte", "ordering", *PAGED),
    ),
    Tool(
        "claim_positions",
        "Where speakers stand on a claim",
        "claims_positions",
        "The position of each speaker on a claim, since when, whether it changed, and the latest words. With `as_of`, "
        "as it was on an earlier day.",
        ("position", "speaker", "as_of", "changed", "capacity", *PAGED),
    ),
    Tool(
        "speaker_positions",
        "Where a speaker stands",
        "speakers_positions",
        "The claims on which a speaker took a position, which one, since when, and whether the speaker changed it. "
        "With `as_of`, as it was on an earlier day.",
        ("claim", "position", "incident", "as_of", "changed", "capacity", *PAGED),
    ),
    Tool(
        "list_contradictions",
        "List contradictions",
        "contradictions_list",
        "Who affirms what somebody else denies, and who affirmed and denied the same: with the words of both sides.",
        ("speaker", "other", "claim", "incident", "topic", "kind", *PAGED),
    ),
    Tool(
        "list_incidents",
        "List incidents",
        "incidents_list",
        "Finds incidents by country, kind, status, speaker or claim.",
        ("country", "kind", "status", "claim", "start_date__gte", "start_date__lte", *PAGED),
    ),
    Tool(
        "incident_matrix",
        "Who stands where on an incident",
        "incidents_matrix",
        "The matrix of an incident: speakers × claims, with the position of each speaker on each claim.",
        ("claim", "position", "aspect"),
    ),
)
