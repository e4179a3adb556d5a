"""`python -m benchmarks.reading ARTICLES.jsonl > PREDICTIONS.jsonl`: what reading finds, to be evaluated.

An article is a line of JSON with `id` and `text`, in English or in its `language`. A line of the output has `id` and
`quotations`, each with `start` and `end` (with the marks), `source` ([start, end] or null), and `tier`.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import get_args

from claims.reading import Kind, read

# Annotated data knows these marks. What stands in others, as ''in these'', is read but cannot be judged with it.
JUDGED = frozenset('“”"„«»')


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("articles", type=Path, help="a file of articles, one JSON object a line")
    parser.add_argument("--kind", choices=get_args(Kind), default="quote", help="of candidates (default: quote)")
    given = parser.parse_args()
    characters, started = 0, time.process_time()
    with given.articles.open(encoding="utf-8") as file:
        for article in map(json.loads, file):
            text = article["text"]
            characters += len(text)
            rows = [
                {"start": each.start, "end": each.end, "source": each.source, "tier": each.tier}
                for each in read(text, article.get("language", "en"))
                if each.kind == given.kind and (each.kind != "quote" or {text[each.start], text[each.end - 1]} & JUDGED)
            ]
            sys.stdout.write(json.dumps({"id": article["id"], "quotations": rows}) + "\n")
    seconds = time.process_time() - started
    sys.stderr.write(
        f"{characters:,} characters in {seconds:.2f} s: {characters / seconds:,.0f} a second of processor time\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
