"""The triggers that write history: a row of `claims_change` for each row that an operation changes.

They run once for each SQL statement and read its transition tables, so that COPY and bulk writes stay fast. A row is
recorded as a JSON object of its fields, under the names that the API uses; a foreign key is recorded as the slug of the
other row. For an update, only the fields that differ are recorded.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db.models import Field

from claims.choices import Collection
from claims.models.base import changed_rows

TRANSITION_TABLES = {
    "INSERT": {"new": "new_rows"},
    "UPDATE": {"old": "old_rows", "new": "new_rows"},
    "DELETE": {"old": "old_rows"},
}
# Set by the database. `updated_at` changes only when another field does.
UNRECORDED = {"id", "created_at", "updated_at"}


class Recorder(pgtrigger.Trigger):
    """Records what one operation (INSERT, UPDATE or DELETE) did. Subclasses return the SQL for each operation."""

    level = pgtrigger.Statement
    when = pgtrigger.After
    # Fields that the API shows under another name: the field's name, and the API's.
    names: ClassVar[Mapping[str, str]] = {}
    # Fields copied from another row, which records them itself.
    copies: ClassVar[Sequence[str]] = ()

    def __init__(self, operation: pgtrigger.Operation) -> None:
        operation_name = str(operation)
        super().__init__(
            name=f"history_{operation_name}".lower(),
            operation=operation,
            referencing=pgtrigger.Referencing(**TRANSITION_TABLES[operation_name]),
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
        """The SQL of the value that is recorded for a field of the row `r`."""
        column = f'r."{field.column}"'
        related: Any = field.related_model
        if field.name == "content":
            # The text of a source may have to be deleted some day, so the history has its hash: it shows each change.
            return f"CASE WHEN {column} <> '' THEN encode(sha256(convert_to({column}, 'UTF8')), 'hex') ELSE '' END"
        if not related or related._meta.label == settings.AUTH_USER_MODEL:
            return column
        if related._meta.pk.name == "slug" or not Recorder.has_slug(related):
            return column
        return f'(SELECT t.slug FROM "{related._meta.db_table}" t WHERE t.id = {column})'  # noqa: S608

    def document(self, model: Any, without: str = "") -> str:
        """The SQL of the row `r` as a JSON object, without the field `without`."""
        pairs = [
            f"'{self.names.get(field.name, field.name)}', {self.value(field)}"
            for field in model._meta.concrete_fields
            if not field.generated and field.name not in UNRECORDED | {without, *self.copies}
        ]
        return f"jsonb_build_object({', '.join(pairs)})"


class RowRecorder(Recorder):
    """Records changes of the rows of a collection; for the arguments, see `recorded`."""

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
        """The SQL of a subquery over a transition table: each row's `id`, its `key` in the API and its JSON `doc`."""
        key = "r.slug" if self.has_slug(model) else "r.id::text"
        return f"(SELECT r.id, {key} AS key, {self.document(model)} AS doc FROM {table} r)"  # noqa: S608

    def shown(self, kind: str, row: str) -> str:
        """The SQL of the column `shown` (see `Change`): `kind` for a public row, and "" for another one."""
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
        """Records an update, with two special cases.

        A renamed row is recorded as deleted under its old slug, and rows that show its slug are recorded as changed.
        A row that becomes public is recorded with all its fields, and as created for readers without an account; one
        that ceases to be public, as deleted for them. For the kind of join, see `changed_rows`.
        """
        left, shown, old, new = (
            "'deleted'",
            "'changed'",
            "claims_changed_members(o.doc, n.doc)",
            "claims_changed_members(n.doc, o.doc)",
        )
        if self.public:
            were, are = f"o.doc {self.public}", f"n.doc {self.public}"
            left = self.shown("deleted", "o")
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
            FROM {changed_rows("n.slug <> o.slug")} HAVING count(*) > 0;
            """
            if self.has_slug(model)
            else ""
        )
        return renamed + self.insert(f"""
            SELECT '{self.collection}', c.key, c.id, c.kind, c.shown, c.old, c.new
            FROM {self.rows(model, "old_rows")} o FULL JOIN {self.rows(model, "new_rows")} n ON n.id = o.id
            CROSS JOIN LATERAL (
                SELECT o.key, NULL::bigint AS id, 'deleted' AS kind, {left} AS shown, NULL::jsonb AS old,
                       NULL::jsonb AS new
                WHERE o.key <> n.key
                UNION ALL
                SELECT n.key, n.id, 'changed', {shown}, {old}, {new}
            ) c
            WHERE coalesce(o.doc <> n.doc, false)""")  # noqa: S608


class PartRecorder(Recorder):
    """Records changes of a part: a row that the API shows inside another row, its owner. The owner is what changes.

    `owners` has the foreign keys that lead to the owners, each with the name under which the owner shows the part. The
    first one leads to the owner that the part is deleted with.
    """

    def __init__(
        self, operation: pgtrigger.Operation, collection: str, owners: Mapping[str, str], names: Mapping[str, str]
    ) -> None:
        self.collection, self.owners, self.names = collection, owners, names  # type: ignore[misc]
        super().__init__(operation)

    def rows(self, model: Any, table: str) -> str:
        """The SQL of a subquery over a transition table: a row for each owner of each part."""
        selects = (
            f"SELECT r.id, '{name}' AS field, r.{owner}_id AS owner, "  # noqa: S608
            f"{self.document(model, owner)} AS doc FROM {table} r"
            for owner, name in self.owners.items()
        )
        return f"({' UNION ALL '.join(selects)})"

    def changed(self, model: Any, rows: str, name: str, old: str, new: str) -> str:
        """The SQL that records a change of the owner for each row of `rows`, a subquery with the alias `name`."""
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
        """Records an update. A part that moves to another owner is removed from the one and added to the other."""
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
    """The triggers that record changes of the rows of a table.

    Args:
        collection: the API's collection of these rows.
        names: fields that the API shows under another name.
        public: the SQL condition for rows that everybody may see, to be appended to the row's JSON; "" means all rows.
        copies: fields copied from another row, which records them itself.
    """
    return [RowRecorder(operation, str(collection), names or {}, public, copies) for operation in OPERATIONS]


def recorded_in(
    collection: Collection, names: Mapping[str, str] | None = None, **owners: str
) -> list[pgtrigger.Trigger]:
    """The triggers that record changes of parts of the rows of a collection; see `PartRecorder`."""
    return [PartRecorder(operation, str(collection), owners, names or {}) for operation in OPERATIONS]
