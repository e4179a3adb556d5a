"""`python -m benchmarks.reading` reads articles and writes predictions, a JSON object a line."""

import json
import subprocess
import sys

from tests.support.copies import BASE


def test_the_predictions_of_an_article_have_the_spans_of_quotations_and_sources(tmp_path):
    text = "“We will go,” said Ann Lee. ''We will not,'' said Bo Li."
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "one", "text": text, "attributions": []}) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.reading", str(articles)]
    done = subprocess.run(command, cwd=BASE, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == {
        "id": "one",
        "quotations": [{"start": 0, "end": 13, "source": [19, 26], "tier": "sure"}],
    }
