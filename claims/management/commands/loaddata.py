"""Django's `loaddata`, which here saves many rows at a time, and takes the files of a set of fixtures in any order."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers import deserialize, get_public_serializer_formats
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError, DataError, IntegrityError, router, transaction
from django.db.models import Model

from claims.models import DERIVED_MODELS
from claims.services.fixtures import bulk
from claims.services.fixtures.errors import explained
from claims.services.fixtures.keys import Keys
from claims.services.fixtures.progress import Progress
from claims.services.fixtures.records import FORMATS, Record, in_order, records

AT_ONCE = 1_000  # rows in a statement

# A record and its row, which is not saved yet.
Waiting = tuple[Record, DeserializedObject]


class Command(loaddata.Command):
    """Loads all given JSON fixtures as one, sorted so that a row comes after the rows it refers to.

    Django itself resolves a forward reference only if the column may be null. Rows that the database derives
    (positions, tallies) are skipped, so that the output of `dumpdata` can be loaded. Other formats than JSON, and rows
    of other applications, are loaded one by one, as Django does it.
    """

    help = "Installs the named fixtures in the database; files given together may refer to each other."

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        self.serialization_formats = get_public_serializer_formats()
        self.apart: set[str] = set()
        self.records: list[Record] = []
        # The record that is read or saved now.
        self.current: Record | None = None
        try:
            found = in_order(self.read(fixture_labels))
            self.records = [record for record in found if self.wants(record)]
            gc.freeze()  # searches for garbage need not visit the records, which takes a third of the time
            with Progress(self.stderr, len(self.records), quiet=not self.verbosity) as self.progress:
                super().loaddata(sorted(fixture_labels, key=self.apart.__contains__))
        except (DatabaseError, DeserializationError, FieldDoesNotExist, ObjectDoesNotExist, ValueError) as error:
            raise CommandError(explained(error, self.current, self.records)) from error
        finally:
            gc.unfreeze()

    def read(self, labels: Iterable[str]) -> Iterator[Record]:
        """The records of all JSON files. Puts the labels of other files into `apart`."""
        read: set[str] = set()
        for label in labels:
            files: list[str] = [file for file, _, _ in self.find_fixtures(label)]
            forms: list[Any] = [self.parse_name(Path(file).name)[1:] for file in files]
            if {form for form, _ in forms} - {*FORMATS}:
                self.apart.add(label)
                continue
            for file, (form, compression) in zip(files, forms, strict=True):
                name = "standard input" if file == loaddata.READ_STDIN else str(Path(file).resolve())
                if name not in read:
                    read.add(name)
                    how: Any = self.compression_formats[compression]
                    with closing(how[0](file, how[1])) as stream:
                        yield from records(stream.read(), name, form)

    def wants(self, record: Record) -> bool:
        """Whether a record is to be loaded. One of an unknown model is, unless such are ignored: Django reports it."""
        if (model := record.model) is None:
            return not self.ignore
        return (
            model not in {*DERIVED_MODELS, *self.excluded_models}
            and model._meta.app_config not in self.excluded_apps
            and router.allow_migrate_model(self.using, model)
        )

    def load_label(self, fixture_label: str) -> None:
        """Loads all JSON files with the first of them, and other files as Django does."""
        if fixture_label in self.apart:
            try:
                super().load_label(fixture_label)
            except (DatabaseError, DeserializationError, ValueError) as error:
                raise CommandError(str(error)) from error
        elif not self.fixture_count:
            self.fixture_count = len({record.file for record in self.records})
            keys, self.growth = Keys(self.using, later=bool(self.apart)), bulk.Growth(self.using, AT_ONCE)
            for model, some in groupby(self.records, lambda record: record.model):
                self.load(model, list(some), keys)
            self.current = None
            self.progress.check()

    def load(self, model: type[Model] | None, some: list[Record], keys: Keys) -> None:
        """Loads the records of one model."""
        self.current = None
        waiting: dict[Any, Waiting] = {}
        for record, row in self.rows(some, keys.resolved(model, some) if model else [each.content for each in some]):
            # The same row once more is saved after the first time.
            if len(waiting) == AT_ONCE or row.object.pk in waiting:
                self.save(list(waiting.values()))
                waiting = {}
            waiting[id(row) if row.object.pk is None else row.object.pk] = record, row
        self.save(list(waiting.values()))

    def rows(self, some: list[Record], contents: list[dict[str, Any]]) -> Iterator[Waiting]:
        """The records as rows of their models."""

        def given() -> Iterator[dict[str, Any]]:
            for record, content in zip(some, contents, strict=True):
                self.current = record
                yield content

        options = {"ignorenonexistent": self.ignore, "handle_forward_references": bool(self.apart)}
        for row in deserialize("python", given(), using=self.using, **options):
            assert self.current  # noqa: S101 - set by `given`
            yield self.current, row

    def save(self, waiting: Sequence[Waiting]) -> None:
        """Saves rows of one model at once; where that fails, one by one, which stops at the one that is wrong."""
        if not waiting:
            return
        if any(row.deferred_fields for _, row in waiting) or not self.at_once(waiting):
            for self.current, row in waiting:
                self.save_obj(row)
        self.fixture_object_count += len(waiting)
        self.loaded_object_count += len(waiting)
        self.progress.advance(len(waiting), waiting[0][0].content["model"])

    def at_once(self, waiting: Sequence[Waiting]) -> bool:
        """Saves rows of one model at once, and returns whether that worked."""
        model = type(waiting[0][1].object)
        if not bulk.works(model):
            return False
        try:
            with transaction.atomic(self.using):
                bulk.save(model, [row for _, row in waiting], self.using)
        except (DataError, IntegrityError, ValueError):
            return False
        self.growth.add(model, len(waiting))
        if any(record.content.get("pk") is not None for record, _ in waiting):
            self.models.add(model)  # Django then raises the sequence of its primary keys
        return True
