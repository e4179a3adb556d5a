"""tantivy, a search engine, as the limit: the same texts in one process, without a server, a database or rules."""

import time
from collections.abc import Sequence

import psycopg
import tantivy

from benchmarks.results import percentile

# The texts of each type that a search reads, as one text a row.
TEXTS = (
    "SELECT concat_ws(E'\\n', text, original_text) FROM claims_statement",
    "SELECT concat_ws(E'\\n', text, name, array_to_string(other_names, E'\\n'), context) FROM claims_claim",
    "SELECT concat_ws(E'\\n', name, array_to_string(other_names, E'\\n')) FROM claims_speaker",
    "SELECT concat_ws(E'\\n', name, array_to_string(other_names, E'\\n'), summary, location_name) FROM claims_incident",
    "SELECT concat_ws(E'\\n', headline, publisher, author) FROM claims_source",
)
ROWS = 10  # best rows that a query asks for
MEMORY = 500_000_000  # bytes that the writer of the index may use
ROUNDS = 3


def index(connection: psycopg.Connection) -> tantivy.Index:
    """An index in memory of all texts, stemmed as English."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="en_stem")
    made = tantivy.Index(builder.build())
    writer = made.writer(MEMORY)
    for sql in TEXTS:
        with connection.transaction(), connection.cursor(name="texts") as cursor:
            cursor.itersize = 10_000
            for (text,) in cursor.execute(sql):
                writer.add_document(tantivy.Document(text=text))
    writer.commit()
    writer.wait_merging_threads()
    made.reload()
    return made


def latencies(made: tantivy.Index, asked: Sequence[str]) -> dict[str, float]:
    """How long queries take for their best rows and the number of all rows found, in milliseconds."""
    searcher = made.searcher()
    queries = [made.parse_query(each, ["text"], conjunction_by_default=True) for each in asked]
    taken: list[float] = []
    for _ in range(ROUNDS):
        for query in queries:
            start = time.perf_counter()
            searcher.search(query, ROWS, count=True)
            taken.append(time.perf_counter() - start)
    return {f"p{percent}_ms": round(percentile(taken, percent) * 1000, 2) for percent in (50, 99)}
