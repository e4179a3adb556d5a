"""Django's `loaddata`, which here accepts the files of a set of fixtures in any order."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers import get_public_serializer_formats, sort_dependencies
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError

from claims.models import DERIVED_MODELS


class Command(loaddata.Command):
    """Loads all given JSON fixtures as one, sorted so that a row comes after the rows it refers to.

    Django itself resolves a forward reference only if the column may be null. Rows that the database derives
    (positions, tallies) are skipped, so that the output of `dumpdata` can be loaded.
    """

    help = "Installs the named fixtures in the database; files given together may refer to each other."

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        self.serialization_formats = get_public_serializer_formats()
        files = {
            str(Path(file).resolve()): label
            for label in fixture_labels
            if label != "-"
            for file, _, _ in self.find_fixtures(label)
        }
        together = [file for file in files if file.endswith(".json")]
        apart = [label for label in fixture_labels if not {f for f, of in files.items() if of == label} & {*together}]
        self.records = in_order(chain.from_iterable(map(records, together)))
        self.saved = 0
        with tempfile.TemporaryDirectory() as folder:
            merged = Path(folder) / "fixtures.json"
            merged.write_text(json.dumps([record.content for record in self.records]), encoding="utf-8")
            try:
                super().loaddata([*([str(merged)] if self.records else []), *apart])
            except (DatabaseError, DeserializationError, ValueError) as error:
                raise CommandError(self.explained(str(error), str(merged))) from error

    def save_obj(self, obj: DeserializedObject) -> bool:
        saved = super().save_obj(obj)
        self.saved += 1
        return bool(saved)

    def explained(self, message: str, merged: str) -> str:
        """The message with the file and number of the failed record in place of the merged temporary file."""
        about = f"Problem installing fixture '{merged}': "
        if about not in message or self.saved >= len(self.records):
            return message
        record = self.records[self.saved]
        return f"{record.file}, record {record.number}: {message.replace(about, '').strip()}"


class Record(NamedTuple):
    """A record of a fixture, with its file and its number there, from 1."""

    file: str
    number: int
    content: dict[str, Any]


def records(file: str) -> Iterator[Record]:
    """The records of a JSON fixture.

    Raises:
        CommandError: the file is not a JSON fixture.
    """
    try:
        found = json.loads(Path(file).read_text(encoding="utf-8"))
    except ValueError as error:
        raise CommandError(f"{file} is not a JSON fixture: {error}") from error
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise CommandError(f"{file} is not a JSON fixture: it must be a list of objects.")
    for number, record in enumerate(found, 1):
        if not isinstance(record.get("model"), str) or not isinstance(record.get("fields"), dict):
            raise CommandError(f"{file}, record {number}: it needs a “model” and its “fields”.")
        yield Record(file, number, record)


def in_order(found: Iterable[Record]) -> list[Record]:
    """The records sorted so that a model comes after those it refers to, otherwise in their present order."""
    models = sort_dependencies([(config, None) for config in apps.get_app_configs()])
    rank = {model._meta.label_lower: number for number, model in enumerate(models)}
    derived = {model._meta.label_lower for model in DERIVED_MODELS}
    kept = [record for record in found if record.content["model"].lower() not in derived]
    return sorted(kept, key=lambda record: rank.get(record.content["model"].lower(), len(rank)))
