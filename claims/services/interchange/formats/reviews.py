"""What fact-checks of other publishers bring: a claim, the review of it, and the sources that it appeared in.

Who made the claim, in the words of the fact-checker, is proposed in the report and kept with the raw record. No speaker
and no stance is made of it: a stance needs the words of the speaker, and a person who looked at them.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from claims.choices import ClaimKind, SourceKind, Verdict
from claims.services.interchange import dates
from claims.services.interchange.drafts import Bundle, Draft, Refused
from claims.services.interchange.formats.verdicts import scale_of, verdict_of
from claims.services.interchange.mapping import MappingFile, shortened, visible

ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
LANGUAGE = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-[a-z]{2}|-\d{3})?", re.IGNORECASE)
TAG = re.compile(r"</?(?:a|b|br|div|em|h\d|i|li|ol|p|span|strong|u|ul)\b[^<>]*>", re.IGNORECASE)
UNKNOWN_LANGUAGE = "und"  # BCP 47
# A date that a program fills in where it has none.
NO_DATES = ("0001-01-01", "1970-01-01")
# Dates with the month in words, or in the order of the year. Whether 03/04/2021 is in March or April, a mapping says.
FORMATS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%a, %d %b %Y %H:%M:%S %Z", "%a, %d %b %Y %H:%M:%S %z")
MORE_FORMATS = ("%Y/%m/%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S %Z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d")
SOCIAL = ("facebook.com", "fb.watch", "instagram.com", "threads.net", "tiktok.com", "twitter.com", "vk.com", "x.com")
MORE_SOCIAL = ("bsky.app", "linkedin.com", "reddit.com", "t.me", "telegram.me", "weibo.com", "youtu.be", "youtube.com")
# Characters that fields hold.
MOST = {"rating": 200, "headline": 500, "author": 200, "publisher": 200}
OUTCOMES = (
    *(Verdict.KEPT, Verdict.BROKEN, Verdict.COMPROMISE),
    *(Verdict.STALLED, Verdict.IN_THE_WORKS, Verdict.NOT_YET_RATED),
)


@dataclass(frozen=True)
class Appearance:
    """A place where a claim appeared; `kind` is empty where its address has to tell."""

    url: str
    headline: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    kind: str = ""


@dataclass
class FactCheck:
    """A fact-check as a file has it.

    Attributes:
        bases: addresses that a relative address is meant from, the best first.
        claimants: who made the claim according to the fact-checker, with addresses.
        first: the place that the claim is first known from.
    """

    claimed: str
    url: str
    author: str = ""
    author_url: str = ""
    headline: str = ""
    published: str = ""
    language: str = ""
    label: str = ""
    value: Any = None
    best: Any = None
    worst: Any = None
    body: str = ""
    bases: list[str] = field(default_factory=list)
    claimants: list[str] = field(default_factory=list)
    first: Appearance | None = None
    appearances: list[Appearance] = field(default_factory=list)


def bundle(place: str, raw: Any, check: FactCheck, mapping: MappingFile) -> Bundle:
    """The rows that a fact-check brings.

    Raises:
        Refused: it says neither what was claimed, nor where the review stands, nor what was found.
    """
    notes: list[tuple[str, str]] = [("proposed", f"claimant: {each}") for each in check.claimants]
    claimed = plain(check.claimed)
    if not claimed:
        raise Refused("It does not say what was claimed (claimReviewed).", "claim_text_not_blank")
    url = absolute(check.url, check.bases)
    rating, body = rated(check)
    verdict = verdict_of(rating, mapping.values.get("verdict", {}))
    if verdict == Verdict.OTHER.value:
        notes.append(("verdict other", f"the rating “{rating}” is not known: name it under [values.verdict]"))
    sources = {
        each.url: source(each, notes) for each in (check.first, *check.appearances) if each and kept(each, notes)
    }
    language = tag(check.language)
    claim = claim_of(claimed, language, verdict, mapping)
    if check.first and check.first.url in sources:
        claim.content["first_appearance"] = sources[check.first.url].ref
    scale = scale_of(verdict, check.value, check.best, check.worst)
    if not scale and check.value not in (None, "", -1, "-1"):
        notes.append(("left out", f"the number {check.value} of {check.worst} to {check.best} is no sound scale"))
    content = {
        "claim": claim.ref,
        "url": url,
        "author": cut(plain(check.author) or host(url), "author"),
        "author_url": check.author_url if ADDRESS.fullmatch(check.author_url) else "",
        "headline": cut(plain(check.headline), "headline"),
        "language": language,
        "rating": cut(rating, "rating"),
        "verdict": verdict,
        "body": body,
        "own": False,
        **scale,
        **dated(check.published, mapping, notes),
    }
    review = Draft("reviews", key_of(url, claimed), content, is_main=True)
    return Bundle(place, raw, [*sources.values(), claim, review], notes)


def claim_of(text: str, language: str, verdict: str, mapping: MappingFile) -> Draft:
    """The claim. Claims with the same words are the same one."""
    said = {name: value for name, value in mapping.sections.get("claim", {}).items() if name in {"kind", "language"}}
    kind = ClaimKind.PROMISE if verdict in OUTCOMES else ClaimKind.EVENT
    content = {"text": text, "name": shortened(text), "language": language or UNKNOWN_LANGUAGE, "kind": kind.value}
    key = text.casefold()
    return Draft("claims", key, content | said | mapping.said_of("claim", key))


def key_of(url: str, claimed: str) -> str:
    """What names a review: a page may review several claims."""
    return hashlib.sha256(f"{url}\n{' '.join(claimed.split()).casefold()}".encode(errors="replace")).hexdigest()


def rated(check: FactCheck) -> tuple[str, str]:
    """The rating in words, and the body with the whole of a rating that is longer than the field.

    Raises:
        Refused: there is no rating.
    """
    label, body = plain(check.label), plain(check.body)
    if not label and check.value not in (None, ""):
        label = f"{check.value} / {check.best}" if check.best not in (None, "") else str(check.value)
    if not label:
        raise Refused("It has no rating in words (reviewRating.alternateName).", "review_rating_not_blank")
    return label, f"{label}\n\n{body}".strip() if len(label) > MOST["rating"] else body


def absolute(url: str, bases: list[str]) -> str:
    """The address of a review.

    Raises:
        Refused: it has none, or only a part of one.
    """
    written = html.unescape(url).strip()
    candidates = [written] if written else []
    candidates += [urljoin(base, written) for base in bases if base and ADDRESS.fullmatch(base)]
    for each in candidates:
        if ADDRESS.fullmatch(each):
            return each
    raise Refused(f"It has no address of its own, but “{written[:100]}”.", "review_of_others_has_url")


def kept(appearance: Appearance, notes: list[tuple[str, str]]) -> bool:
    """Whether an appearance has an address; what has none is no source."""
    if ADDRESS.fullmatch(appearance.url):
        return True
    if words := plain(appearance.url or appearance.headline):
        notes.append(("left out", f"appearance: “{words[:200]}” is no address"))
    return False


def source(appearance: Appearance, notes: list[tuple[str, str]]) -> Draft:
    name = host(appearance.url).removeprefix("www.").removeprefix("m.")
    social = any(name == each or name.endswith(f".{each}") for each in (*SOCIAL, *MORE_SOCIAL))
    content = {
        "kind": appearance.kind or (SourceKind.SOCIAL_POST if social else SourceKind.DOCUMENT).value,
        "url": appearance.url,
        "headline": cut(plain(appearance.headline), "headline"),
        "publisher": cut(plain(appearance.publisher), "publisher"),
        "author": cut(plain(appearance.author), "author"),
        **(dated(appearance.published, None, notes) if appearance.published else {}),
    }
    return Draft("sources", appearance.url, content)


def dated(written: str, mapping: MappingFile | None, notes: list[tuple[str, str]]) -> dict[str, str]:
    """The day on which a review appeared; none where it cannot be read for certain."""
    text = plain(str(written))
    if not text:
        return {}
    try:
        day, precision = dates.parsed(text, (*(mapping.dates if mapping else ()), *FORMATS, *MORE_FORMATS))
    except Refused:
        day = ""
    if not day or day in NO_DATES:
        notes.append(("left out", f"date: “{text[:50]}”"))
        return {}
    return {"published_on": day, "published_on_precision": precision}


def plain(text: str) -> str:
    """A text without tags and entities, which some sites encode twice."""
    for _ in range(2):
        text = html.unescape(text)
    return " ".join(visible(TAG.sub(" ", text)).split())


def cut(text: str, name: str) -> str:
    """A text that fits into a field."""
    return text if len(text) <= MOST[name] else text[: MOST[name] - 1].rstrip() + "…"


def tag(language: str) -> str:
    """A language tag, or nothing where it is none."""
    found = LANGUAGE.fullmatch(language.strip().replace("_", "-"))
    if not found:
        return ""
    own, script, region = (part or "" for part in found.groups())
    return own.lower() + script.title() + region.upper()


def host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def texts(value: Any) -> Iterator[str]:
    """The texts in a value of JSON-LD: itself, those of a list, of {"@value": …} or of a name."""
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict) and isinstance(value.get("properties"), dict):
        yield from texts(value["properties"])
    elif isinstance(value, dict):
        yield from texts(value.get("@value") or value.get("name") or value.get("@id") or value.get("value"))


def text(value: Any) -> str:
    """The first text in a value."""
    return next(texts(value), "")
