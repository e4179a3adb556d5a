"""A survey: a table with what parties answered to theses, and the mapping that says what its columns mean."""

import csv
import io

MAPPING = """
system = "survey"

[speaker]
key = "{party}"
name = "{party_name}"
kind = "organization"

[source]
key = "{election}"
headline = "Answers: {election}"
published_on = "{date}"
language = "de"

[claim]
text = "{thesis}"
kind = "position"
language = "de"

[statement]
key = "{election}/{party}/{thesis}"
kind = "official_text"
text = ["{comment}", "{answer}: {thesis}"]
made_on = "{date}"

[stance]
position = "{answer}"

[values.position]
"yes" = "affirms"
"no" = "denies"
"neutral" = "declines"
"""
COLUMNS = ("election", "date", "party", "party_name", "thesis", "answer", "comment")
ROW = ("2021", "2021-09-26", "A", "Party A", "Taxes should fall.", "yes", "They should, and soon.")
OTHER = ("2021", "2021-09-26", "B", "Party B", "Taxes should fall.", "no", "")
LATER = ("2025", "2025-02-23", "A", "Party A", "Taxes should fall.", "no", "Not any more.")


def table(*rows, columns=COLUMNS):
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()
