"""Large JSON files, object by object: however long a list is, one of its objects at a time is held.

A file is an object, a list of objects, or several of either one after the other (one a line, or pages of an API). In an
object, some lists are read object by object as well: `@graph`, `dataFeedElement`.
"""

from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

import ijson

from claims.services.interchange.formats.tables import UnreadableFileError

BUFFER = 65_536  # bytes
DEEPEST = 50  # containers in each other
BOM = b"\xef\xbb\xbf"

Event = tuple[str, Any]


class Counted:
    """A stream without its byte order mark, which knows how much of it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        start = stream.read(len(BOM))
        self.start, self.done = (b"" if start == BOM else start), len(start)

    def read(self, size: int = -1) -> bytes:
        if self.start and size != 0:
            start, self.start = self.start, b""
            return start
        data = self.stream.read(size)
        self.done += len(data)
        return data


def objects(stream: BinaryIO, lists: Collection[str], *, inner: bool = False) -> Iterator[tuple[str, Any]]:
    """The objects of a JSON file, each with its place, as in “dataFeedElement 12”.

    An object is given without those of its members that are in `lists`: their objects come before it.
    What stands in the place of an object is given as it is.

    Args:
        inner: `lists` are read object by object in the objects of lists as well.

    Raises:
        UnreadableFileError: it is no JSON, from some place on. What was before was given.
    """
    counted = Counted(stream)
    last = "the beginning"
    try:
        events = iter(ijson.basic_parse(counted, buf_size=BUFFER, multiple_values=True, use_float=True))
        for number, event in enumerate(events, 1):
            for place, found in walked(event, events, lists, "", number, inner=inner):
                yield place, found
                last = place
    except (ijson.JSONError, UnicodeDecodeError) as error:
        words = " ".join(str(error).split())[:200]
        raise UnreadableFileError(
            f"The file is no JSON after {last}, before byte {counted.done:,}: {words}. What stands before is imported."
        ) from error


def walked(
    event: Event, events: Iterator[Event], lists: Collection[str], place: str, number: int, *, inner: bool
) -> Iterator[tuple[str, Any]]:
    """The objects of the value that begins with `event`. `number` counts it among its siblings."""
    kind, value = event
    here = f"{place or 'object'} {number}"
    if kind == "start_array":
        for count, each in enumerate(events, 1):
            if each[0] == "end_array":
                return
            yield from walked(each, events, lists, place or "item", count, inner=inner)
    elif kind == "start_map":
        found: dict[str, Any] = {}
        for name_kind, name in events:
            if name_kind == "end_map":
                break
            first = next(events)
            if name in lists and first[0] == "start_array" and (inner or not place):
                inside = name.removeprefix("@")  # which begins a formula in spreadsheets
                yield from walked(
                    first, events, lists, inside if here == "object 1" else f"{here}, {inside}", 0, inner=inner
                )
            else:
                found[name] = built(first, events, 0)
        yield here, found
    else:
        yield here, value


def built(event: Event, events: Iterator[Event], depth: int) -> Any:
    """The value that begins with `event`.

    Raises:
        UnreadableFileError: it is nested too deeply.
    """
    kind, value = event
    if depth > DEEPEST:
        raise UnreadableFileError(f"The file has values that are nested more than {DEEPEST} deep.")
    if kind == "start_array":
        return [built(each, events, depth + 1) for each in until(events, "end_array")]
    if kind == "start_map":
        return {name: built(next(events), events, depth + 1) for _, name in until(events, "end_map")}
    return value


def until(events: Iterator[Event], end: str) -> Iterator[Event]:
    """Events up to one that ends their container. Their values are to be taken off `events` in between."""
    for event in events:
        if event[0] == end:
            return
        yield event
