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


def test_the_predictions_of_reported_speech_are_asked_for(tmp_path):
    articles = tmp_path / "articles.jsonl"
    article = {"id": "one", "text": "“We will go,” said Ann Lee. Ann Lee said that all was well.", "attributions": []}
    articles.write_text(json.dumps(article) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.reading", "--kind", "paraphrase", str(articles)]
    done = subprocess.run(command, cwd=BASE, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["quotations"] == [{"start": 46, "end": 58, "source": [28, 35], "tier": "carried"}]
