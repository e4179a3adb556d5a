"""Popolo: persons, organizations and memberships, as one object (EveryPolitician), as lists, or an object a line.

A person or an organization becomes a speaker; identifiers decide whether it is one that is there. A membership becomes
an affiliation, whose role is its own or that of its post, and whose dates are its own or those of its legislative
period.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from claims.choices import SpeakerKind
from claims.services.interchange import dates
from claims.services.interchange.drafts import Bundle, Draft, Ref, Refused, short
from claims.services.interchange.formats.reviews import ADDRESS, text
from claims.services.interchange.formats.stream import objects
from claims.services.interchange.mapping import MappingFile

LISTS = ("persons", "organizations", "memberships", "posts", "events", "areas")
# Day 0 and month 0 stand for what is not known.
UNKNOWN_PART = re.compile(r"(-00)+$")
SCHEME = re.compile(r"[^a-z0-9_-]+")
MOST_OF_SCHEME = 50  # characters
# What only persons have, and only organizations.
MEMBERS = {
    "person": {"family_name", "given_name", "gender", "birth_date", "honorific_prefix"},
    "organization": {"classification", "founding_date", "dissolution_date"},
}
Record = Bundle | tuple[str, Refused]


def read_popolo(stream: BinaryIO, mapping: MappingFile) -> Iterator[Record]:
    """The persons and organizations of a file, and then its memberships. It is read twice.

    Raises:
        UnreadableFileError: it is no JSON from some place on.
    """
    posts: dict[str, dict[str, Any]] = {}
    periods: dict[str, dict[str, Any]] = {}
    for place, found in objects(stream, LISTS):
        what = kind_of(place, found)
        if what == "post":
            posts[text(found.get("id"))] = found
        elif what == "event":
            periods[text(found.get("id"))] = found
        elif what in {"person", "organization"}:
            periods |= {text(each.get("id")): each for each in objects_in(found.get("legislative_periods"))}
            yield attempt(place, found, lambda found=found, what=what: speaker(found, what, mapping))
        elif what == "":
            yield place, Refused("It is no person, organization, membership, post or event.")
        elif what == "area":
            yield place, Refused("Areas have no place in the tracker.")
    stream.seek(0)
    for place, found in objects(stream, LISTS):
        what = kind_of(place, found)
        if what == "membership":
            yield attempt(place, found, lambda found=found: affiliation(found, posts, periods))
        for number, each in enumerate(
            objects_in(found.get("memberships")) if what in {"person", "organization"} else [], 1
        ):
            owned = {f"{what}_id": found.get("id"), **each}
            here = f"{place}, membership {number}"
            yield attempt(here, owned, lambda owned=owned: affiliation(owned, posts, periods))


def attempt(place: str, raw: Any, work: Any) -> Record:
    """The bundle of a record, or why it is refused."""
    try:
        drafts, notes = work()
        return Bundle(place, raw, drafts, notes)
    except Refused as error:
        return place, error


def kind_of(place: str, found: Any) -> str:
    """What an object is: by the list that it stands in, by its type, or by what it has."""
    if not isinstance(found, dict):
        return ""
    name = place.rpartition(", ")[2].partition(" ")[0]
    if name in LISTS:
        return name[:-1]
    said = text(found.get("@type") or found.get("type")).rpartition("/")[2].lower()
    if said in {"person", "organization", "membership", "post", "event", "area"}:
        return said
    if "person_id" in found and {"organization_id", "post_id"} & set(found):
        return "membership"
    known = next((kind for kind, members in MEMBERS.items() if members & set(found)), "rest")
    # What has a name is something; the rest is what is left of an object whose lists were read.
    return "" if known == "rest" and {"id", "name"} & set(found) else known


def objects_in(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def speaker(found: dict[str, Any], kind: str, mapping: MappingFile) -> tuple[list[Draft], list[tuple[str, str]]]:
    """The speaker that a person or an organization is."""
    notes: list[tuple[str, str]] = []
    key = text(found.get("id"))
    if not key:
        raise Refused("It has no “id”, which names it.")
    name = text(found.get("name")) or " ".join(
        filter(None, (text(found.get("given_name")), text(found.get("family_name"))))
    )
    if not name:
        raise Refused("It has no name.", "speaker_name_not_blank")
    others = [text(each.get("name")) for each in objects_in(found.get("other_names"))]
    others += [each for each in found.get("other_names") or [] if isinstance(each, str)]
    content: dict[str, Any] = {
        "kind": (SpeakerKind.PERSON if kind == "person" else SpeakerKind.ORGANIZATION).value,
        "name": " ".join(name.split()),
        "other_names": [
            each for each in dict.fromkeys(" ".join(other.split()) for other in others) if each and each != name
        ],
        "identifiers": identifiers(found, notes),
        "summary": text(found.get("summary")) or text(found.get("biography")),
    }
    if sort_name := text(found.get("sort_name")):
        content["sort_name"] = " ".join(sort_name.split())
    sites = [text(each.get("url")) for each in objects_in(found.get("links")) if website(each)]
    for field, value in (("image_url", text(found.get("image"))), ("website", next(iter(sites), ""))):
        if ADDRESS.fullmatch(value):
            content[field] = value
        elif value:
            notes.append(("left out", f"{field}: “{value[:200]}” is no address"))
    return [Draft("speakers", key, content | mapping.said_of("speaker", key), is_main=True)], notes


def website(link: dict[str, Any]) -> bool:
    return text(link.get("note")).lower().startswith(("website", "homepage", "official"))


def identifiers(found: dict[str, Any], notes: list[tuple[str, str]]) -> dict[str, str]:
    """The identifiers by scheme; the first one of each."""
    known: dict[str, str] = {}
    for each in objects_in(found.get("identifiers")):
        scheme = SCHEME.sub("_", text(each.get("scheme")).lower()).strip("_-0123456789")[:MOST_OF_SCHEME]
        value = text(each.get("identifier")).strip()
        if not scheme or not value:
            notes.append(("left out", f"identifier: scheme “{text(each.get('scheme'))}”, value “{value}”"))
        elif known.setdefault(scheme, value) != value:
            notes.append(("left out", f"identifier: a second {scheme}, “{value}”"))
    return known


def affiliation(
    found: dict[str, Any], posts: dict[str, dict[str, Any]], periods: dict[str, dict[str, Any]]
) -> tuple[list[Draft], list[tuple[str, str]]]:
    """The affiliation that a membership is."""
    post = posts.get(text(found.get("post_id")), {})
    person, organization = (
        text(found.get("person_id")),
        text(found.get("organization_id")) or text(post.get("organization_id")),
    )
    role = text(found.get("role")) or text(post.get("role")) or text(post.get("label")) or text(found.get("label"))
    for name, value in (("person", person), ("organization", organization), ("role", role)):
        if not value:
            raise Refused(f"The membership has no {name}.", "affiliation_role_not_blank" if name == "role" else "")
    content: dict[str, Any] = {
        "person": Ref("speakers", short(person)),
        "organization": Ref("speakers", short(organization)),
        "role": " ".join(role.split()),
    }
    period = periods.get(text(found.get("legislative_period_id")), {})
    for name in ("start_date", "end_date"):
        written = UNKNOWN_PART.sub("", text(found.get(name)) or text(period.get(name)))
        if written:
            content[name], content[f"{name}_precision"] = dates.parsed(written)
    parts = ("legislative_period_id", "post_id", "area_id", "on_behalf_of_id", "start_date", "end_date")
    key = text(found.get("id")) or "/".join((person, organization, role, *(text(found.get(part)) for part in parts)))
    return [Draft("affiliations", key, content, is_main=True)], []
