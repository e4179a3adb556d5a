"""Composes the answer to a passage: the claims that it may be about, what they share, who affirms and denies them.

The endpoint and the search page both call `match_passage`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from time import monotonic
from typing import Any

from claims.api.http.problems import Unavailable
from claims.api.matching.parameters import DEFAULT_MATCHES
from claims.api.matching.serializers import MatchSerializer
from claims.api.query.slots import Marker, SlotKey
from claims.api.resources.claims.holders import HOLDERS, holders_of
from claims.api.sql.compile import RowCompiler, json_object
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import ROOT_KEY, ROW
from claims.querysets import Reader
from claims.search import matching
from claims.search.matching import Match, Matches
from claims.search.text import Sentence, sentences
from tracker.postgres.prepared import execute

# A passage of more characters is matched sentence by sentence, unless the request says otherwise; a post is not.
LONG = 400
MAX_SENTENCES = 20
MAX_SECONDS = 10.0  # for all sentences; each statement is bounded by DATABASE_STATEMENT_TIMEOUT as well
MAX_SPEAKERS = 10
# How many claims the sentences have together at most, in equal shares.
MAX_OF_SENTENCES = 200
CLAIMS_KEY: SlotKey = ("/claims", 0)


def match_passage(
    passage: str,
    *,
    reader: Reader,
    root: str,
    language: str = "",
    limit: int = DEFAULT_MATCHES,
    by_sentence: bool | None = None,
    brief: bool = True,
) -> dict[str, Any]:
    """The answer to a passage, as `MatchAnswerSerializer` describes it.

    Args:
        root: the address of the API's root, which links begin with.
        language: BCP 47; empty: the passage is read in every language that claims are in.
        limit: how many claims to answer with, and at most for each sentence.
        by_sentence: match each sentence by itself; None: where the passage is long.
        brief: without who affirms and who denies the likeliest claims.
    """
    by_sentence = len(passage) > LONG if by_sentence is None else by_sentence
    pieces = list(sentences(passage)) if by_sentence else []
    parts = pieces[:MAX_SENTENCES] if len(pieces) > 1 else [Sentence(passage, 0, len(passage))]
    share = min(limit, MAX_OF_SENTENCES // len(parts))
    found = list(in_time(parts, lambda part: matching.match(part.text, language, share)))
    everything = matching.ranked(each for one in found for each in one.matches)
    best = list({each.claim: each for each in reversed(everything)}.values())[::-1][:limit]
    rows = claim_rows(passage, language, {each.claim for each in everything}, reader, root)
    likeliest = rows
    if not brief:
        likeliest = claim_rows(passage, language, {each.claim for each in best}, reader, root, holders=HOLDERS)
    return {
        "cut": any(one.cut for one in found) or len(pieces) > MAX_SENTENCES,
        "results": results(best, likeliest),
        "sentences": [
            part._asdict() | {"results": results(one.matches, rows, part)}
            for part, one in zip(parts, found, strict=True)
            if len(parts) > 1
        ],
    }


def in_time(parts: Iterable[Sentence], work: Callable[[Sentence], Matches]) -> Iterator[Matches]:
    """The matches of each sentence.

    Raises:
        Unavailable: there was no time left to begin with the next one.
    """
    deadline = monotonic() + MAX_SECONDS
    for part in parts:
        if monotonic() > deadline:
            raise Unavailable("This passage takes too long just now: send fewer sentences, or try again.")
        yield work(part)


def results(
    matches: Iterable[Match], rows: Mapping[int, dict[str, Any]], part: Sentence | None = None
) -> list[dict[str, Any]]:
    """The rows of some matches, with their scores, and with the words in `part` of the passage alone.

    A claim that was deleted since it was matched is left out.
    """
    found = [{"score": round(each.score, 4), **rows[each.claim]} for each in matches if each.claim in rows]
    if part is None:
        return found
    return [row | {"words": [word for word in row["words"] if part.start <= word["start"] < part.end]} for row in found]


def claim_rows(
    passage: str, language: str, claims: Iterable[int], reader: Reader, root: str, *, holders: Iterable[str] = ()
) -> dict[int, dict[str, Any]]:
    """The row of each claim in the answer, without its score, by the claim's primary key.

    Args:
        holders: which of `HOLDERS` the rows have.
    """
    keys = sorted(claims)
    words = matching.shared_words(passage, language, keys)
    statement = claims_statement(reader, tuple(holders))
    result = execute(statement.text, statement.bound({ROOT_KEY: root, CLAIMS_KEY: list(keys)}))
    rows = {int(result.get_value(row, 0)): json.loads(result.get_value(row, 1)) for row in range(result.ntuples)}
    return {key: {"words": [each._asdict() for each in words[key]], **row} for key, row in rows.items()}


@lru_cache
def claims_statement(reader: Reader, holders: tuple[str, ...]) -> Fragment:
    """The statement that composes the rows of claims, by their primary keys."""
    compiler = RowCompiler(reader)
    members = {}
    for name, field in MatchSerializer().fields.items():
        if name in holders:
            members[name] = [compiler.subselect(field, holders_of(HOLDERS[name], ROW, MAX_SPEAKERS))]
        elif name == "claim":
            members[name] = [compiler.row(field, ROW)]  # type: ignore[arg-type]
    return Fragment.of(
        "WITH root AS MATERIALIZED (SELECT {} AS url) "
        "SELECT {}.id::text, {} FROM claims_claim {} WHERE {}.id = ANY ({})",
        Fragment("%s::text", (Marker(ROOT_KEY),)),
        ROW,
        json_object(members),
        ROW,
        ROW,
        Fragment("%s::bigint[]", (Marker(CLAIMS_KEY),)),
    )
