"""The triggers that write down what happens to a row: set-based, so that COPY and bulk writes stay so.

A row is written down as a JSON object of its fields, by the names that the API gives them; what it refers to, by its
slug. Of a change, only the fields that differ are kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db.models import Field

from claims.choices import Collection

TABLES = {
    "INSERT": {"new": "new_rows"},
    "UPDATE": {"old": "old_rows", "new": "new_rows"},
    "DELETE": {"old": "old_rows"},
}
# Kept by the database, and no news: `updated_at` follows from the others.
UNRECORDED = {"id", "created_at", "updated_at"}


class Recorder(pgtrigger.Trigger):
    """Writes down what an operation did."""

    level = pgtrigger.Statement
    when = pgtrigger.After
    names: ClassVar[Mapping[str, str]] = {}
    # Fields that repeat another row's, whose history has them.
    copies: ClassVar[Sequence[str]] = ()

    def __init__(self, operation: pgtrigger.Operation) -> None:
        kind = str(operation)
        super().__init__(
            name=f"history_{kind}".lower(), operation=operation, referencing=pgtrigger.Referencing(**TABLES[kind])
        )

    def get_func(self, model: Any) -> str:
        body = {"INSERT": self.inserted, "UPDATE": self.updated, "DELETE": self.deleted}[str(self.operation)](model)
        return f"{body}; RETURN NULL;"

    def inserted(self, model: Any) -> str:
        raise NotImplementedError

    def updated(self, model: Any) -> str:
        raise NotImplementedError

    def deleted(self, model: Any) -> str:
        raise NotImplementedError

    @staticmethod
    def has_slug(model: Any) -> bool:
        return any(field.name == "slug" for field in model._meta.concrete_fields)

    @staticmethod
    def value(field: Field) -> str:
        """The SQL of a field's value as it is written down, in a row called `r`."""
        column = f'r."{field.column}"'
        related: Any = field.related_model
        if field.name == "content":
            # The text of a source may have to be deleted some day. What is left says that it was another one.
            return f"CASE WHEN {column} <> '' THEN encode(sha256(convert_to({column}, 'UTF8')), 'hex') ELSE '' END"
        if not related or related._meta.label == settings.AUTH_USER_MODEL:
            return column
        if related._meta.pk.name == "slug" or not Recorder.has_slug(related):
            return column
        return f'(SELECT t.slug FROM "{related._meta.db_table}" t WHERE t.id = {column})'  # noqa: S608

    def document(self, model: Any, without: str = "") -> str:
        """The SQL of a row `r` as a JSON object."""
        pairs = [
            f"'{self.names.get(field.name, field.name)}', {self.value(field)}"
            for field in model._meta.concrete_fields
            if not field.generated and field.name not in UNRECORDED | {without, *self.copies}
        ]
        return f"jsonb_build_object({', '.join(pairs)})"


class RowRecorder(Recorder):
    """Writes down what happens to the rows of a collection."""

    def __init__(
        self,
        operation: pgtrigger.Operation,
        collection: str,
        names: Mapping[str, str],
        public: str,
        copies: Sequence[str],
    ) -> None:
        self.collection, self.names, self.public, self.copies = collection, names, public, copies  # type: ignore[misc]
        super().__init__(operation)

    def rows(self, model: Any, table: str) -> str:
        key = "r.slug" if self.has_slug(model) else "r.id::text"
        return f"(SELECT r.id, {key} AS key, {self.document(model)} AS doc FROM {table} r)"  # noqa: S608

    def shown(self, kind: str, row: str) -> str:
        return f"CASE WHEN {row}.doc {self.public} THEN '{kind}' ELSE '' END" if self.public else f"'{kind}'"

    def insert(self, select: str) -> str:
        return f"INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) {select}"

    def inserted(self, model: Any) -> str:
        shown = self.shown("created", "n")
        return self.insert(f"""
            SELECT '{self.collection}', n.key, n.id, 'created', {shown}, NULL, n.doc
            FROM {self.rows(model, "new_rows")} n""")  # noqa: S608

    def deleted(self, model: Any) -> str:
        shown = self.shown("deleted", "o")
        return self.insert(f"""
            SELECT '{self.collection}', o.key, o.id, 'deleted', {shown}, o.doc, NULL
            FROM {self.rows(model, "old_rows")} o""")  # noqa: S608

    def updated(self, model: Any) -> str:
        """A row that has a new key is gone under the old one; rows that name it have changed, too.

        A row that becomes public, or ceases to be, is written down whole: to readers it comes into being, or goes.
        """
        shown, old, new = "'changed'", "claims_difference(o.doc, n.doc)", "claims_difference(n.doc, o.doc)"
        if self.public:
            were, are = f"o.doc {self.public}", f"n.doc {self.public}"
            shown = (
                f"CASE WHEN {were} AND {are} THEN 'changed' WHEN {are} THEN 'created' WHEN {were} THEN 'deleted' "
                "ELSE '' END"
            )
            old, new = (
                f"CASE WHEN ({were}) = ({are}) THEN {part} ELSE {whole}.doc END"
                for part, whole in ((old, "o"), (new, "n"))
            )
        renamed = (
            f"""
            PERFORM claims_readdress('{self.collection}', array_agg(n.id))
            FROM old_rows o JOIN new_rows n ON n.id = o.id WHERE n.slug <> o.slug HAVING count(*) > 0;
            """
            if self.has_slug(model)
            else ""
        )
        return renamed + self.insert(f"""
            SELECT '{self.collection}', c.key, c.id, c.kind, c.shown, c.old, c.new
            FROM {self.rows(model, "old_rows")} o JOIN {self.rows(model, "new_rows")} n ON n.id = o.id
            CROSS JOIN LATERAL (
                SELECT o.key, NULL::bigint AS id, 'deleted' AS kind, 'deleted' AS shown, NULL::jsonb AS old,
                       NULL::jsonb AS new
                WHERE o.key <> n.key
                UNION ALL
                SELECT n.key, n.id, 'changed', {shown}, {old}, {new}
            ) c
            WHERE o.doc <> n.doc""")  # noqa: S608


class PartRecorder(Recorder):
    """Writes down what happens to rows that are shown inside a row of a collection, as a change of that one.

    `owners` has the foreign keys that lead to such rows, and the names under which these show it.
    """

    def __init__(
        self, operation: pgtrigger.Operation, collection: str, owners: Mapping[str, str], names: Mapping[str, str]
    ) -> None:
        self.collection, self.owners, self.names = collection, owners, names  # type: ignore[misc]
        super().__init__(operation)

    def rows(self, model: Any, table: str) -> str:
        selects = (
            f"SELECT r.id, '{shown}' AS field, r.{owner}_id AS owner, "  # noqa: S608
            f"{self.document(model, owner)} AS doc FROM {table} r"
            for owner, shown in self.owners.items()
        )
        return f"({' UNION ALL '.join(selects)})"

    def changed(self, model: Any, rows: str, name: str, old: str, new: str) -> str:
        table = model._meta.get_field(next(iter(self.owners))).related_model._meta.db_table
        old, new = (f"jsonb_build_object({name}.field, {doc})" for doc in (old, new))
        return f"""
            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)
            SELECT '{self.collection}', p.slug, p.id, 'changed', 'changed', {old}, {new}
            FROM {rows} JOIN {table} p ON p.id = {name}.owner"""  # noqa: S608

    def inserted(self, model: Any) -> str:
        return self.changed(model, f"{self.rows(model, 'new_rows')} n", "n", "NULL", "n.doc")

    def deleted(self, model: Any) -> str:
        return self.changed(model, f"{self.rows(model, 'old_rows')} o", "o", "o.doc", "NULL")

    def updated(self, model: Any) -> str:
        """What is moved to another row leaves the one, and comes to the other."""
        both = f"""(
                SELECT field, owner, o.doc AS old, n.doc AS new
                FROM {self.rows(model, "old_rows")} o FULL JOIN {self.rows(model, "new_rows")} n
                USING (id, field, owner) WHERE o.doc IS DISTINCT FROM n.doc
            ) c"""  # noqa: S608
        return self.changed(model, both, "c", "c.old", "c.new")


OPERATIONS = (pgtrigger.Insert, pgtrigger.Update, pgtrigger.Delete)


def recorded(
    collection: Collection, names: Mapping[str, str] | None = None, public: str = "", copies: Sequence[str] = ()
) -> list[pgtrigger.Trigger]:
    """Writes down what happens to the rows of a table.

    Args:
        collection: the one that the rows are in.
        names: fields that the API calls otherwise.
        public: which rows everybody may see, as SQL to follow the row's JSON; all, where it is empty.
        copies: fields that repeat another row's, whose history has them.
    """
    return [RowRecorder(operation, str(collection), names or {}, public, copies) for operation in OPERATIONS]


def recorded_in(
    collection: Collection, names: Mapping[str, str] | None = None, **owners: str
) -> list[pgtrigger.Trigger]:
    """Writes down what happens to rows that are shown inside those of a collection; see `PartRecorder`."""
    return [PartRecorder(operation, str(collection), owners, names or {}) for operation in OPERATIONS]
