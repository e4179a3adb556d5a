"""The arithmetic of the benchmarks: statistics, the format of results, the comparison of answers."""

from collections import Counter

import pytest

from benchmarks import capture, client, compare, results, workloads

LOG = """\
2026-01-02 03:04:05.678 UTC [41] LOG:  duration: 0.100 ms  parse _pg3_0: SELECT $1::text,
\t$2::date
2026-01-02 03:04:05.678 UTC [41] LOG:  duration: 0.100 ms  execute _pg3_0: SELECT $1::text,
\t$2::date, to_char(now(), 'HH24:MI')
2026-01-02 03:04:05.678 UTC [41] DETAIL:  Parameters: $1 = 'it''s, $2 = no', $2 = NULL
2026-01-02 03:04:05.679 UTC [42] LOG:  duration: 0.100 ms  statement: SELECT 'somebody else'
2026-01-02 03:04:05.680 UTC [41] LOG:  duration: 0.100 ms  bind _pg3_1: SELECT $1::int
2026-01-02 03:04:05.680 UTC [41] DETAIL:  Parameters: $1 = '7'
2026-01-02 03:04:05.680 UTC [41] LOG:  duration: 0.100 ms  execute _pg3_1: SELECT $1::int
2026-01-02 03:04:05.680 UTC [41] DETAIL:  Parameters: $1 = '7'
"""


@pytest.mark.parametrize(("percent", "expected"), [(0, 1), (50, 2), (75, 3), (99, 4), (100, 4)])
def test_a_percentile_is_one_of_the_values(percent, expected):
    assert results.percentile([4, 2, 1, 3], percent) == expected


def test_a_row_has_the_median_of_the_rounds_and_milliseconds():
    row = results.row([90.0, 110.0, 100.0], [0.001, 0.002, 0.02], cpu_seconds=0.6, answers=300, memory=64.123456)
    assert row == {
        "rps": 100, "rps_min": 90, "rps_max": 110, "p50_ms": 2, "p99_ms": 20, "cpu_ms": 2, "rss_mib": 64.12
    }  # fmt: skip


def test_results_have_the_promised_form_and_a_table():
    row = results.row([1.0], [1.0], 1.0, 1, 1.0)
    trackers = ("tracker", "tracker_kept", "tracker_kept_unrelated_writes", "tracker_kept_related_writes")
    sizes = {"wire_bytes": 12_345, "wire_bytes_by_coding": {"identity": 4, "gzip": 3, "br": 1, "zstd": 2}}
    whole = {**sizes, **dict.fromkeys((*trackers, "fastapi"), row)}
    made = {"machine": {}, "statements": 1, "workloads": {"first_page": whole}}
    results.check(made)
    shown = results.table(made)
    assert "first_page" in shown
    assert "tracker_kept_related_writes" in shown
    assert "12,345" in shown
    for wrong in (
        {"statements": 1, "workloads": {}},
        made | {"workloads": {"first_page": whole | {"tracker": row | {"more": 1.0}}}},
        made | {"workloads": {"first_page": whole | {"tracker": row | {"rps": 2.0}}}},
        made | {"workloads": {"first_page": whole | {"wire_bytes": 1.5}}},
        made | {"workloads": {"first_page": whole | {"wire_bytes_by_coding": {}}}},
        made | {"workloads": {"first_page": sizes | {"tracker": row, "fastapi": row}}},
    ):
        with pytest.raises(ValueError, match=r"Unexpected|first_page"):
            results.check(wrong)


def test_a_turn_asks_for_each_address_as_often_as_zipfs_law_says_and_is_always_the_same():
    assert workloads.shares(4) == [960, 480, 320, 240]
    assert workloads.shares(200)[:2] == [340, 170]
    assert min(workloads.shares(2_000)) == 1
    turn = workloads.spread("abcd")
    assert Counter(turn) == {"a": 960, "b": 480, "c": 320, "d": 240}
    assert turn == workloads.spread("abcd")
    assert turn != sorted(turn)


def test_answers_are_equal_whatever_their_hosts_links_key_order_and_formats():
    one = {
        "next": "a",
        "results": [{"url": "http://a:1/api/v1/x/", "at": "2025-01-01T00:00:00Z", "text": "http://a", "share": 1}],
    }
    other = {
        "results": [
            {"at": "2025-01-01T00:00:00.000000+00:00", "url": "https://b/api/v1/x/", "text": "http://a", "share": 1.0}
        ],
        "next": "b",
    }
    assert compare.difference(compare.normalised(one), compare.normalised(other)) == ""


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"rows": [{"a": 2}]}, "$.rows[0].a: 1, and 2"),
        ({"rows": [{"a": 1.0}]}, "$.rows[0].a: 1, and 1.0"),
        ({"rows": []}, "$.rows: 1 rows, and 0"),
        ({"rows": [{}]}, "$.rows[0]: ['a'] is on one side only"),
    ],
)
def test_a_difference_names_its_place(other, said):
    assert compare.difference({"rows": [{"a": 1}]}, other) == said


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}", False),
        (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", True),
        (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n", False),
    ],
)
def test_an_answer_ends_where_its_head_says(answer, whole):
    assert client.complete(bytearray(answer)) is whole


def test_the_log_gives_scripts_for_pgbench():
    found = capture.statements(LOG, [41])
    assert [statement.values for statement in found] == [{1: "it's, $2 = no", 2: None}, {1: "7"}]
    text, variables = capture.script(found, "r0")
    assert text == "SELECT :r0_0_1::text,\nNULL::date, to_char(now(), U&'HH24\\003AMI');\nSELECT :r0_1_1::int;\n"
    assert variables == {"r0_0_1": "it's, $2 = no", "r0_1_1": "7"}
