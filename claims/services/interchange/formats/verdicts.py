"""Verdicts from the words of fact-checkers: “Pants on Fire”, “Falsch”, “Фейк” are false. Unknown words are `other`.

A number alone gives no verdict. Scales run either way, and where the words are unknown, nothing says which way.
"""

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from claims.choices import SCALE, Verdict

MARKS = re.compile(r"[\W_]+")
LABELS = Path(__file__).with_name("verdicts.toml")
# Half of a scale: what lies above it is on the side of true.
MIDDLE = 0.5
# The model's bound of ratings.
MOST = 1_000_000


def verdict_of(label: str, own: Mapping[str, Any]) -> str:
    """The verdict that a label comes to.

    Args:
        own: labels of a mapping file, which go first.
    """
    known = {folded(each): str(verdict) for each, verdict in own.items()}
    return known.get(folded(label)) or labels().get(folded(label)) or Verdict.OTHER.value


@cache
def labels() -> Mapping[str, str]:
    """The verdict of each label, folded."""
    table = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    return {folded(label): verdict for verdict, some in table.items() for label in some}


def folded(label: str) -> str:
    """A label without case, punctuation and emphasis: “FALSE!” is “false”."""
    text = unicodedata.normalize("NFC", label).casefold()
    return " ".join(MARKS.sub(" ", text).split()) or text.strip()


def scale_of(verdict: str, value: Any, best: Any, worst: Any) -> dict[str, float]:
    """The three numbers of a rating, or none of them where they make no scale or say otherwise than the label."""
    numbers = [number(each) for each in (value, best, worst)]
    if any(each is None for each in numbers):
        return {}
    value, best, worst = numbers
    if not (-MOST <= worst < best <= MOST and worst <= value <= best):
        return {}
    height, side = (value - worst) / (best - worst), SCALE.get(Verdict(verdict))
    middle = SCALE[Verdict.HALF_TRUE]
    if side is not None and (height - MIDDLE) * (side - middle) < 0:
        return {}
    return {"rating_value": value, "best_rating": best, "worst_rating": worst}


def number(value: Any) -> float | None:
    """A number, which files have as text as well."""
    try:
        found = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
