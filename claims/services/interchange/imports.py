"""Imports a file: some thousand records at a time, each of them whole or not at all.

A record that was imported before is left alone, or changed where it is not what it was. So an import that was broken
off goes on where it ended, and the same file twice changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from claims.models import Claim, Import
from claims.services.fixtures.bulk import Growth
from claims.services.interchange.batch import Batch
from claims.services.interchange.drafts import Bundle, Refused, refuse_unstorable
from claims.services.interchange.outcome import Outcome
from claims.services.interchange.sameness import are_of_others

AT_ONCE = 2_000  # records in a transaction
REMEMBERED = 100_000  # rows whose keys are remembered from one transaction to the next

# Called with the place of a record, what became of it, the rule that it breaks, and words about that.
Report = Callable[[str, str, str, str], None]


class Readable:
    """The records of a file up to where it cannot be read any more, and the error there."""

    def __init__(self, bundles: Iterable[Bundle | tuple[str, Refused]]) -> None:
        self.bundles = iter(bundles)
        self.error: ValueError | OSError | None = None

    def __iter__(self) -> Iterator[Bundle | tuple[str, Refused]]:
        try:
            yield from self.bundles
        except (ValueError, OSError) as error:
            self.error = error


class Importer:
    """Imports the records of a file.

    Args:
        run: the import, which is recorded with its first rows.
        report: is told of every record that was refused or changed, and of what is proposed.
        compares: new claims are compared with those that are there, which takes some milliseconds for each.
    """

    def __init__(self, run: Import, report: Report, *, compares: bool) -> None:
        self.run, self.report = run, report
        self.compares = compares and are_of_others(Claim, run.system)
        self.outcome = Outcome()
        self.growth = Growth(DEFAULT_DB_ALIAS, AT_ONCE // 4)
        self.known: dict[tuple[str, str], str] = {}

    def all(self, bundles: Iterable[Bundle | tuple[str, Refused]], each: Callable[[], None]) -> None:
        """Imports records, some at a time, each time in a transaction; calls `each` after it."""
        source = Readable(bundles)
        records = iter(source)
        while some := list(islice(records, AT_ONCE)):
            self.several([item for item in some if self.is_importable(item)])  # type: ignore[misc]
            each()
        if source.error:
            raise source.error
        self.finish()

    def is_importable(self, item: Bundle | tuple[str, Refused]) -> bool:
        """Whether a record can be imported as far as its reader knows. Reports one that cannot."""
        if isinstance(item, Bundle):
            try:
                refuse_unstorable(item.raw)
            except Refused as error:
                item = item.place, error
            else:
                return True
        self.refuse(*item)
        return False

    def finish(self) -> None:
        self.run.finished_at = timezone.now()
        self.run.counts = vars(self.outcome)
        self.run.save()

    def refuse(self, place: str, error: Refused) -> None:
        self.outcome.refused += 1
        self.report(place, "refused", error.rule, str(error))

    def several(self, bundles: Sequence[Bundle]) -> None:
        """Imports records in one transaction. Where some are refused, the others are imported without them."""
        while bundles:
            batch = Batch(self.run, self.known, self.growth, compares=self.compares)
            with transaction.atomic():
                if self.run.pk is None:
                    self.run.save()
                batch.do(bundles)
                if batch.any_refused:
                    transaction.set_rollback(True)
            if not batch.any_refused:
                self.outcome.add(batch.outcome)
                for place, what, words in batch.told:
                    self.report(place, what, "", words)
                self.remember(batch.rows)
                return
            if self.run.pk and not Import.objects.filter(pk=self.run.pk).exists():
                self.run.pk, self.run._state.adding = None, True  # noqa: SLF001 - it was rolled back
            # What PostgreSQL learned of the tables was rolled back as well.
            self.growth = Growth(DEFAULT_DB_ALIAS, AT_ONCE // 4)
            for bundle in bundles:
                if error := batch.error_of(bundle):
                    self.refuse(bundle.place, error)
            bundles = [bundle for bundle in bundles if not batch.error_of(bundle)]

    def remember(self, rows: dict[tuple[str, str], str]) -> None:
        if len(self.known) > REMEMBERED:
            self.known.clear()
        shared = {"speakers", "sources", "claims", "topics", "incidents"}
        self.known |= {key: row for key, row in rows.items() if key[0] in shared}
