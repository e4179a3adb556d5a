"""The arithmetic behind the figures on matching, and behind the weights."""

import pytest

from benchmarks.matching import __main__ as command
from benchmarks.matching import fixture, train, trec
from tests.support.copies import BASE


def judged(*relevant):
    return trec.Judged("a text", frozenset(relevant))


@pytest.mark.parametrize(
    ("ranked", "relevant", "expected"),
    [
        (["a", "b"], ["a"], 1),
        (["b", "a"], ["a"], 1 / 2),
        (["b", "c", "d", "e", "a"], ["a"], 1 / 5),
        (["b", "c", "d", "e", "f", "a"], ["a"], 0),
        (["a", "x", "b"], ["a", "b"], (1 + 2 / 3) / 2),
        ([], ["a"], 0),
    ],
)
def test_average_precision_counts_the_first_five(ranked, relevant, expected):
    assert trec.average_precision(ranked, frozenset(relevant)) == pytest.approx(expected)


def test_measures_are_means_over_queries():
    ranked = {"one": ["a"], "two": [*"bcdefg", "z"]}
    found = trec.measures(ranked, {"one": judged("a"), "two": judged("z")})
    assert found == {"MAP@5": 0.5, "P@1": 0.5, "hit@10": 1}


def test_claims_and_queries_are_read_with_quotes_and_line_breaks(tmp_path):
    (tmp_path / "claims").write_text('id\tclaim\ttitle\n7\t"He said ""no""\nand left. "\tA title\n8\tAlone\n')
    assert trec.claims(tmp_path / "claims") == {"7": ('He said "no"\nand left.', "A title"), "8": ("Alone", "")}
    (tmp_path / "queries").write_text("id\ttext\n1\tasked\n2\tunjudged\n")
    (tmp_path / "qrels").write_text("1 0 7 1\n1 0 8 0\n")
    assert trec.judged(tmp_path / "queries", tmp_path / "qrels") == {"1": trec.Judged("asked", frozenset({"7"}))}


def test_a_long_title_ends_with_a_whole_word():
    assert fixture.name_of("text", "word " * 20) == ("word " * 15).strip()
    assert len(fixture.name_of("x" * 200, "")) == fixture.MAX_IN_NAME


def test_training_finds_what_tells_right_from_wrong():
    groups = [([[1.0, number], [0.0, number + 1]], [True, False]) for number in (0.0, 1.0, 2.0)]
    weights = train.descend(groups)
    assert all(train.dot(right, weights) > train.dot(wrong, weights) for (right, wrong), _ in groups)


def test_a_logistic_curve_gives_back_the_share_that_is_right():
    points = [([value, 1.0], is_right) for value in (0.0, 1.0) for is_right in [True] * (1 + 2 * int(value)) + [False]]
    slope, constant = train.logistic(points)
    assert (constant, slope) == (pytest.approx(0, abs=1e-6), pytest.approx(1.0986, abs=1e-3))


def test_a_query_is_cut_down_to_words_that_follow_each_other():
    (short,) = train.shortened([trec.Judged("one two three four five six seven eight nine", frozenset("a"))])
    assert short.text in "one two three four five six seven eight nine"
    assert 1 <= len(short.text.split()) <= max(train.LENGTHS)


def test_the_command_makes_the_environment_that_make_knows():
    target = command.VENV.relative_to(command.ROOT)
    assert f"\n{target}: requirements/bench.txt\n" in (BASE / "Makefile").read_text(encoding="utf-8")
