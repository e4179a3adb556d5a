"""The citations of a statement as web annotations (https://www.w3.org/TR/annotation-model/): where its words stand."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from claims.api.http.negotiation import ANNOTATIONS

MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
Node = dict[str, Any]


def annotations(answers: Mapping[str, Any]) -> str:
    """A page of annotations, one for each citation: its body is the statement, its target a part of the source."""
    row = answers["statement"]
    items = [
        {
            "id": f"{row['url']}#citation-{number}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": row["url"],
            "target": target(row["source"], citation),
        }
        for number, citation in enumerate(row["citations"], 1)
    ]
    page = {"@context": ANNOTATIONS, "id": row["url"], "type": "AnnotationPage", "startIndex": 0, "items": items}
    return json.dumps(page, ensure_ascii=False)


def target(source: Mapping[str, Any], citation: Mapping[str, Any]) -> Node:
    """The part of a source that a citation names: of its own address where it has one, else of the one in this API."""
    node: Node = {
        "type": "SpecificResource",
        "source": source["external_url"] or source["url"],
        "selector": [*selectors(citation)],
    }
    if source["archived_url"]:
        node["state"] = {"type": "TimeState", "cached": source["archived_url"]}
    return node


def selectors(citation: Mapping[str, Any]) -> Iterator[Node]:
    """The words; their place in the text of the source that is kept here; and in a recording the seconds."""
    around = {name: citation[name] for name in ("prefix", "suffix") if citation[name]}
    yield {"type": "TextQuoteSelector", "exact": citation["exact"], **around}
    if citation["start"] is not None and citation["end"] is not None:
        yield {"type": "TextPositionSelector", "start": citation["start"], "end": citation["end"]}
    if citation["media_start"] is not None:
        value = f"t={citation['media_start']:.15g},{citation['media_end']:.15g}"
        yield {"type": "FragmentSelector", "conformsTo": MEDIA_FRAGMENTS, "value": value}
