"""Subtitles (WebVTT, SubRip): their words as a text, and the seconds of each of them.

Both formats are cues: a line with two times, then lines of words until an empty one. Half of the files in the world are
malformed in some other way, which a reader of this kind need not mind.
"""

import html
import re
import unicodedata
from typing import NamedTuple

from claims.texts.proposal import Cue, Proposal, UnreadableError, composed

TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
TIMING = re.compile(rf"^[ \t]{{0,9}}{TIME}[ \t]{{1,9}}-->[ \t]{{1,9}}{TIME}(?=[ \t]|$)")
VOICE = re.compile(r"<v(?:\.[^ \t>]{0,99})?[ \t]([^>]{1,200})>")
TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
LANGUAGE = re.compile(r"^language:[ \t]{0,9}([\w-]{2,35})[ \t]{0,9}$", re.MULTILINE | re.IGNORECASE)
PAUSE = 2.0  # seconds of silence after which words begin a new line
MOMENT = 0.05  # seconds for which nobody reads a cue
MAX_SECONDS = 10_000_000
DASHES = ("-", "–", "—", ">>")


class Shown(NamedTuple):
    """The words of a cue, who is named as their speaker, and how many lines were left out before them."""

    first: float
    last: float
    words: str
    voice: str
    left_out: int


def subtitles(text: str) -> Proposal:
    """The proposal for a file of subtitles.

    Raises:
        UnreadableError: there are no cues in it.
    """
    read = cues_of(composed(text))
    shown = [each for each in read if each.words]
    if not shown:
        raise UnreadableError("There are no subtitles in it: no line has two times with “-->” between them.")
    parts: list[str] = []
    cues: list[Cue] = []
    length = 0
    before: Shown | None = None
    for each in shown:
        joint = between(before, each)
        named = f"{each.voice}: " if each.voice and (before is None or each.voice != before.voice) else ""
        parts += [joint, named, each.words]
        start = length + len(joint) + len(named)
        length = start + len(each.words)
        cues.append(Cue(start, length, each.first, each.last))
        before = each
    kind = "transcript" if any(each.voice for each in shown) else "broadcast"
    language = LANGUAGE.search(text[:1_000])
    left_out = sum(each.left_out for each in read)
    note = f"{left_out:,} lines that a subtitle repeats from the one before it were left out." if left_out else ""
    found = Proposal("".join(parts), kind, language=language[1] if language else "", cues=tuple(cues))
    return found.with_note(note)


def between(before: Shown | None, cue: Shown) -> str:
    """What stands between two cues: a line break where somebody else speaks or nobody has for a while, else a space."""
    if before is None:
        return ""
    other = cue.voice != before.voice or cue.words.startswith(DASHES)
    return "\n" if other or cue.first - before.last >= PAUSE else " "


def cues_of(text: str) -> list[Shown]:
    """The cues of a file in their order."""
    lines = text.split("\n")
    found: list[Shown] = []
    before: list[str] = []
    number = 0
    while number < len(lines):
        timing = TIMING.match(lines[number])
        number += 1
        if timing is None:
            continue
        begin = number
        while number < len(lines) and lines[number].strip() and not TIMING.match(lines[number]):
            number += 1
        words = lines[begin:number]
        if number < len(lines) and words and TIMING.match(lines[number]) and words[-1].isdecimal():
            words.pop()  # the number of the next cue, where no empty line stands between them
        first, last = seconds(timing.groups()[:4]), seconds(timing.groups()[4:])
        voice = next((each[1] for each in map(VOICE.search, words) if each), "")
        plain = [each for each in map(clean, words) if each]
        again = repeated(before, plain, last - first)
        before = plain or before
        found.append(Shown(first, max(first, last), " ".join(plain[again:]), clean(voice), again))
    return found


def repeated(before: list[str], lines: list[str], lasting: float) -> int:
    """How many first lines of a cue are the last ones of the cue before, as they are where subtitles roll upwards.

    A cue that is nothing but a repetition counts as said again, unless it is shown for a moment only.
    """
    most = min(len(before), len(lines) if lasting <= MOMENT else len(lines) - 1)
    return next((number for number in range(most, 0, -1) if before[-number:] == lines[:number]), 0)


def clean(words: str) -> str:
    """A line of a cue without its tags, which say how it looks."""
    return unicodedata.normalize("NFC", " ".join(html.unescape(TAG.sub("", words)).split()))


def seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, whole, thousandths = parts
    value = int(hours or 0) * 3_600 + int(minutes or 0) * 60 + int(whole or 0)
    return min(value + int(str(thousandths).ljust(3, "0")) / 1_000, MAX_SECONDS - 1)
