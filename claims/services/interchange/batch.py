"""Records that are imported in one transaction: which are new, and which rows they become."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

from django.core.management.base import OutputWrapper
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction

from claims.choices import PublicationStatus, ReviewStatus
from claims.models import Claim, Import, ImportedRecord, Speaker
from claims.services import bulk, policy
from claims.services.fixtures.bulk import Growth
from claims.services.fixtures.errors import sentence
from claims.services.fixtures.progress import Progress
from claims.services.interchange.change import change
from claims.services.interchange.drafts import Bundle, Draft, Refused, not_brought, refs, resolved
from claims.services.interchange.entries import Entry, LoadError
from claims.services.interchange.load import Loader
from claims.services.interchange.outcome import Outcome
from claims.services.interchange.rows import NotThereError, references, row_of
from claims.services.interchange.sameness import Found, found, likely_the_same, present
from claims.services.interchange.tables import Table, table_of, tables
from claims.services.rules import refusal
from claims.services.transactions import lock_new_rows

# A record whose row is gone is imported anew.
AGAIN = """
    ON CONFLICT (system, collection, key) DO UPDATE
    SET sha256 = EXCLUDED.sha256, raw = EXCLUDED.raw, row = EXCLUDED.row, run_id = EXCLUDED.run_id
"""
# Batches are small: the progress of the file is told instead.
QUIET = Progress(OutputWrapper(StringIO()), 0, quiet=True)


class Batch(Loader):
    """Records that are imported in one transaction.

    Args:
        known: the rows of keys that earlier batches brought.
        compares: new claims are compared with those that others recorded.
    """

    def __init__(self, run: Import, known: dict[tuple[str, str], str], growth: Growth, *, compares: bool) -> None:
        super().__init__(QUIET)
        self.run, self.known, self.growth, self.compares = run, known, growth, compares
        self.rows: dict[tuple[str, str], str] = dict(known)
        # Drafts that were refused, by collection and key, and records whose key an earlier one has.
        self.refused: dict[tuple[str, str], Refused] = {}
        self.repeated: dict[int, Refused] = {}
        self.told: list[tuple[str, str, str]] = []
        self.likely: dict[tuple[str, str], str] = {}
        self.outcome = Outcome()
        self.drafts: dict[int, Draft] = {}
        coder = run.coder
        self.actor = policy.Actor(policy.role_of(coder), coder.pk) if coder else policy.OPERATOR

    @property
    def any_refused(self) -> bool:
        return bool(self.refused or self.repeated)

    def error_of(self, bundle: Bundle) -> Refused | None:
        if id(bundle) in self.repeated:
            return self.repeated[id(bundle)]
        keys = ((draft.collection, draft.key) for draft in bundle.drafts)
        return next((self.refused[key] for key in keys if key in self.refused), None)

    def do(self, bundles: Sequence[Bundle]) -> None:
        """Imports records that are new or have changed."""
        once = self.once(bundles)
        before = self.before(list(once))
        new = [bundle for key, bundle in once.items() if key not in before]
        for model in (Speaker, Claim):
            lock_new_rows(model)
        self.create([draft for bundle in new for draft in bundle.drafts])
        for bundle in new:
            self.told += [(bundle.place, *note) for note in bundle.notes]
            likely = (self.likely.pop((draft.collection, draft.key), "") for draft in bundle.drafts)
            self.told += [(bundle.place, "proposed", words) for words in likely if words]
        for key, record in before.items():
            if record.sha256 == once[key].sha256:
                self.outcome.unchanged += 1
            elif record.run_id == self.run.pk:
                self.repeated[id(once[key])] = same_key(once[key], "an earlier record")
            else:
                self.alter(once[key], record)
        if not self.any_refused:
            self.record(new)

    def once(self, bundles: Sequence[Bundle]) -> dict[tuple[str, str], Bundle]:
        """The records by what names them. One that is there twice counts once, and refuses another one of its key."""
        found: dict[tuple[str, str], Bundle] = {}
        for bundle in bundles:
            first = found.setdefault((bundle.main.collection, bundle.main.key), bundle)
            if first is not bundle and first.sha256 == bundle.sha256:
                self.outcome.unchanged += 1
            elif first is not bundle:
                self.repeated[id(bundle)] = same_key(bundle, first.place)
        return found

    def before(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], ImportedRecord]:
        """The records that were imported before."""
        rows = ImportedRecord.objects.filter(system=self.run.system, key__in={key for _, key in keys})
        wanted = set(keys)
        return {key: row for row in rows.exclude(sha256="") if (key := (row.collection, row.key)) in wanted}

    def create(self, drafts: Sequence[Draft]) -> None:
        """Creates the rows that are not there yet, each after those that it refers to."""
        self.remember(drafts)
        for table in tables():
            some = {(draft.collection, draft.key): draft for draft in drafts if draft.collection == table.name}
            self.place(table, [draft for key, draft in some.items() if key not in self.rows])

    def remember(self, drafts: Sequence[Draft]) -> None:
        """Finds the rows that drafts refer to, and that earlier records brought, of this file or one before."""
        own = {(draft.collection, draft.key) for draft in drafts}
        lacking: dict[str, set[str]] = {}
        for ref in (each for draft in drafts for value in draft.content.values() for each in refs(value)):
            if (key := (ref.collection, ref.key)) not in own and key not in self.rows:
                lacking.setdefault(ref.collection, set()).add(ref.key)
        for table in tables():
            if keys := lacking.get(table.name):
                records = ImportedRecord.objects.filter(system=self.run.system, collection=table.name, key__in=keys)
                there = present(table, dict(records.values_list("key", "row")))
                self.rows |= {(table.name, key): row for key, row in there.items()}

    def place(self, table: Table, drafts: list[Draft]) -> None:
        """Finds or creates the rows of drafts of one table."""
        drafts = self.without_known(table, drafts)
        contents, ready = [], []
        for draft in drafts:
            content = self.named(draft)
            if content is not None:
                contents.append(content)
                ready.append(draft)
        entries = self.new_ones(table, ready, contents)
        chosen = [entry for entry, _ in entries.values()]
        self.drafts = {id(entry): same[0] for entry, same in entries.values()}
        self.identify(table, chosen, numbered=False)
        if chosen:
            self.save(table, chosen)
            self.save_waiting(table)
        for entry, same in entries.values():
            row = str(entry.values.get("slug") or entry.pk)
            for draft in same:
                key = (draft.collection, draft.key)
                if (first := (same[0].collection, same[0].key)) in self.refused:
                    self.refused.setdefault(key, self.refused[first])
                else:
                    self.rows[key] = row
        self.outcome.created[table.name] = self.outcome.created.get(table.name, 0) + len(chosen)

    def new_ones(
        self, table: Table, drafts: Sequence[Draft], contents: Sequence[dict[str, Any]]
    ) -> dict[str, tuple[Entry, list[Draft]]]:
        """The records of drafts whose rows are not there, by what makes each itself; with all drafts of that row."""
        entries: dict[str, tuple[Entry, list[Draft]]] = {}
        not_allowed = policy.refusal(self.actor, "add", table.model) if drafts else None
        for draft, content, answer in zip(
            drafts, contents, found(table, drafts, contents, self.run.system), strict=True
        ):
            key = (draft.collection, draft.key)
            if isinstance(answer, Refused):
                self.refused[key] = answer
            elif answer.row:
                self.match(table, key, answer)
            elif not_allowed:
                self.refused[key] = Refused(not_allowed.words)
            else:
                entry = Entry(table.name, len(entries), content)
                first, same = entries.setdefault(answer.identity or f"key {draft.key}", (entry, []))
                same.append(draft)
                if self.compares and table.model is Claim and first is entry and not draft.content.get("is_new"):
                    self.likely[key] = likely_the_same(draft, content, self.run.system)
        return entries

    def save_waiting(self, table: Table) -> None:
        """Inserts the rows and parts that name rows further on in the same transaction."""
        while self.waiting:
            entries, self.waiting = self.waiting, []
            self.save(table, entries)
            if len(self.waiting) == len(entries):
                self.waiting = []
                for entry in entries:
                    self.refuse_lacking(table, entry)
        parts, self.waiting_parts = self.waiting_parts, []
        for part, each in parts:
            try:
                with transaction.atomic():
                    self.save_parts(part, [each], last=True)
            except (DatabaseError, LoadError) as error:
                self.refuse(each.entry, error)

    def refuse_lacking(self, table: Table, entry: Entry) -> None:
        """Refuses a record that names a row which is not there."""
        try:
            row_of(table, entry.content, references(table, [entry.content]), {})
        except NotThereError as error:
            self.refuse(entry, entry.error(error))

    def match(self, table: Table, key: tuple[str, str], answer: Found) -> None:
        self.rows[key] = str(answer.row)
        self.outcome.matched[table.name] = self.outcome.matched.get(table.name, 0) + 1

    def without_known(self, table: Table, drafts: list[Draft]) -> list[Draft]:
        """The drafts whose rows are neither named by their slug nor imported before."""
        slugs = [draft.content["slug"] for draft in drafts if draft.content.get("slug")]
        there = set(table.model.objects.filter(slug__in=slugs).values_list("slug", flat=True)) if slugs else set()
        records = ImportedRecord.objects.filter(
            system=self.run.system, collection=table.name, key__in=[draft.key for draft in drafts]
        )
        imported = present(table, dict(records.values_list("key", "row")))
        left = []
        for draft in drafts:
            row = draft.content.get("slug") if draft.content.get("slug") in there else imported.get(draft.key)
            if row:
                self.match(table, (draft.collection, draft.key), Found(row, None))
            else:
                left.append(draft)
        return left

    def named(self, draft: Draft) -> dict[str, Any] | None:
        """The content of a draft with slugs in the place of references; None where a row that it names was refused."""
        left_out = {"is_new", *table_of(draft.collection).left_out}
        content = {name: value for name, value in draft.content.items() if name not in left_out}
        for ref in (each for value in content.values() for each in refs(value)):
            key = (ref.collection, ref.key)
            if key in self.refused or key not in self.rows:
                self.refused[draft.collection, draft.key] = self.refused.get(key) or not_brought(ref)
                return None
        return {**resolved(content, self.rows), **self.coded(draft.collection)}

    def coded(self, collection: str) -> dict[str, Any]:
        """Who coded a stance or a review and, where a second person takes that on himself, who confirmed it."""
        coder, reviewer = self.run.coder, self.run.reviewer
        coding = {"coder": coder.username} if coder else {}
        if collection == "stances" and reviewer:
            return coding | {"review_status": ReviewStatus.CONFIRMED.value, "reviewer": reviewer.username}
        if collection == "reviews" and reviewer:
            return coding | {"status": PublicationStatus.PUBLISHED.value, "approver": reviewer.username}
        if collection == "reviews":
            return coding | {"status": PublicationStatus.APPROVAL_NEEDED.value}
        return coding if collection == "stances" else {}

    def refuse(self, entry: Entry, error: Exception) -> None:
        draft = self.drafts[id(entry)]
        refused = refusal(error) if isinstance(error, DatabaseError) else None
        said = sentence(error) if isinstance(error, DatabaseError) else str(error).partition(": ")[2] or str(error)
        self.refused[draft.collection, draft.key] = Refused(said, refused.rule if refused else "")

    def alter(self, bundle: Bundle, record: ImportedRecord) -> None:
        """Changes the row of a record that has changed."""
        self.create([draft for draft in bundle.drafts if not draft.is_main and draft.collection != "stances"])
        self.remember(bundle.drafts)
        self.rows[bundle.main.collection, bundle.main.key] = record.row
        names: list[str] = []
        for draft in bundle.drafts:
            content = self.named(draft)
            if content is None or not (draft.is_main or draft.collection == "stances"):
                continue
            try:
                names += change(draft, content, record.row, self.actor)
            except Refused as error:
                self.refused[draft.collection, draft.key] = error
        record.sha256, record.raw, record.run = bundle.sha256, bundle.raw, self.run
        record.save()
        self.outcome.changed += 1
        self.told.append((bundle.place, "changed", ", ".join(names)))
        self.told += [(bundle.place, *note) for note in bundle.notes]

    def record(self, bundles: Sequence[Bundle]) -> None:
        """Records which rows the records became."""
        rows = []
        named = set(self.known)
        for bundle in bundles:
            for draft in bundle.drafts:
                key = (draft.collection, draft.key)
                if (not draft.is_main and draft.collection == "stances") or key in named or key not in self.rows:
                    continue
                named.add(key)
                main = {"sha256": bundle.sha256, "raw": bundle.raw} if draft.is_main else {"sha256": "", "raw": None}
                own = {"collection": draft.collection, "key": draft.key, "row": self.rows[key]}
                rows.append({"system": self.run.system, "run_id": self.run.pk, **own, **main})
        if rows:
            bulk.write_values(ImportedRecord, tuple(rows[0]), rows, DEFAULT_DB_ALIAS, AGAIN)


def same_key(bundle: Bundle, first: str) -> Refused:
    return Refused(f"It has the same key as {first}, and is not the same: “{bundle.main.key}”.")
