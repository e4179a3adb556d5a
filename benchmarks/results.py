"""Turns measurements into a table and a JSON file."""

import json
import math
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LATEST = Path(__file__).parent / "results" / "latest.json"
FIGURES = ("rps", "rps_min", "rps_max", "p50_ms", "p99_ms", "cpu_ms", "rss_mib")
CODINGS = ("identity", "gzip", "br", "zstd")
# The sizes of a workload's answers, beside the figures of the contestants.
WIRE, WIRE_BY_CODING = "wire_bytes", "wire_bytes_by_coding"
TRACKERS = ("tracker", "tracker_kept", "tracker_kept_unrelated_writes", "tracker_kept_related_writes")

Row = dict[str, float]
Results = dict[str, Any]


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of `values` that is at least as large as `percent` per cent of them (nearest rank)."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]


def row(rates: Sequence[float], latencies: Sequence[float], cpu_seconds: float, answers: int, memory: float) -> Row:
    """The figures of a server in a workload, from requests per second in each round, latencies in seconds, and MiB."""
    figures = {
        "rps": statistics.median(rates),
        "rps_min": min(rates),
        "rps_max": max(rates),
        "p50_ms": percentile(latencies, 50) * 1000,
        "p99_ms": percentile(latencies, 99) * 1000,
        "cpu_ms": cpu_seconds * 1000 / answers,
        "rss_mib": memory,
    }
    return {name: rounded(value) for name, value in figures.items()}


def rounded(value: float) -> float:
    """Rounded to four significant digits; more would be noise."""
    return float(f"{value:.4g}")


def check(results: Results) -> None:
    """Raises ValueError unless the results are complete and consistent."""
    if list(results) != ["machine", "statements", "workloads"]:
        raise ValueError(f"Unexpected keys: {list(results)}")
    for workload, found in results["workloads"].items():
        sizes = [found.get(WIRE), *found.get(WIRE_BY_CODING, {}).values()]
        if tuple(found.get(WIRE_BY_CODING, ())) != CODINGS or not all(isinstance(size, int) for size in sizes):
            raise ValueError(f"{workload}: the sizes are {sizes}")
        if tuple(contestants(found))[: len(TRACKERS)] != TRACKERS:
            raise ValueError(f"{workload}: the contestants are {list(contestants(found))}")
        for contestant, figures in contestants(found).items():
            if tuple(figures) != FIGURES or not all(isinstance(value, float) for value in figures.values()):
                raise ValueError(f"{workload}, {contestant}: {figures}")
            if not figures["rps_min"] <= figures["rps"] <= figures["rps_max"]:
                raise ValueError(f"{workload}, {contestant}: the median is outside of its range")


def contestants(found: dict[str, Any]) -> dict[str, Row]:
    """The figures of each contestant in a workload, without the sizes of answers."""
    return {name: figures for name, figures in found.items() if name not in {WIRE, WIRE_BY_CODING}}


def table(results: Results) -> str:
    """The results as a table; `ratio` is the throughput of `tracker`, which composes answers, divided by the row's."""
    lines = []
    for workload, found in results["workloads"].items():
        lines.append(
            f"\n{workload:<31}{'rps':>9}{'min–max':>17}{'ratio':>8}{'p50 ms':>9}{'p99 ms':>9}{'cpu ms':>9}{'MiB':>7}"
        )
        own = found["tracker"]["rps"]
        for contestant, figures in contestants(found).items():
            span = f"{figures['rps_min']:.0f}–{figures['rps_max']:.0f}"
            lines.append(
                f"  {contestant:<29}{figures['rps']:>9.0f}{span:>17}{own / figures['rps']:>8.2f}"
                f"{figures['p50_ms']:>9.1f}{figures['p99_ms']:>9.1f}{figures['cpu_ms']:>9.2f}{figures['rss_mib']:>7.0f}"
            )
        by_coding = ", ".join(f"{coding} {size:,}" for coding, size in found[WIRE_BY_CODING].items())
        lines.append(f"  bytes to a browser: {found[WIRE]:,} ({by_coding})")
    return "\n".join(lines)


def write(results: Results) -> None:
    check(results)
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
