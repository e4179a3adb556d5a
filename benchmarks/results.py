"""Turns measurements into a table and a JSON file."""

import json
import math
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LATEST = Path(__file__).parent / "results" / "latest.json"
FIGURES = ("rps", "rps_min", "rps_max", "p50_ms", "p99_ms", "cpu_ms", "rss_mib")

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
    for workload, peers in results["workloads"].items():
        for peer, figures in peers.items():
            if tuple(figures) != FIGURES or not all(isinstance(value, float) for value in figures.values()):
                raise ValueError(f"{workload}, {peer}: {figures}")
            if not figures["rps_min"] <= figures["rps"] <= figures["rps_max"]:
                raise ValueError(f"{workload}, {peer}: the median is outside of its range")


def table(results: Results) -> str:
    """The results as a table; `ratio` is the tracker's median throughput divided by the server's."""
    lines = []
    for workload, peers in results["workloads"].items():
        lines.append(
            f"\n{workload:<20}{'rps':>9}{'min–max':>17}{'ratio':>8}{'p50 ms':>9}{'p99 ms':>9}{'cpu ms':>9}{'MiB':>7}"
        )
        own = peers.get("tracker", {}).get("rps")
        for peer, figures in peers.items():
            ratio = f"{own / figures['rps']:.2f}" if own else ""
            span = f"{figures['rps_min']:.0f}–{figures['rps_max']:.0f}"
            lines.append(
                f"  {peer:<18}{figures['rps']:>9.0f}{span:>17}{ratio:>8}{figures['p50_ms']:>9.1f}"
                f"{figures['p99_ms']:>9.1f}{figures['cpu_ms']:>9.2f}{figures['rss_mib']:>7.0f}"
            )
    return "\n".join(lines)


def write(results: Results) -> None:
    check(results)
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
