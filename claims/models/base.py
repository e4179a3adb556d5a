"""What all tables share: timestamps, slugs, natural keys, and the constraints and triggers behind them."""

from typing import Any, ClassVar

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, Func, Q, TextField
from django.db.models.functions import Now
from django.utils.text import slugify

from claims.choices import COUNTRIES, Precision
from claims.querysets import RecordQuerySet

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# BCP 47 as far as languages, scripts, regions and variants go; no extensions.
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$"
URL_PATTERN = r"^https?://[^\s/]+"

# Letters that Unicode does not decompose, as they are commonly written in addresses.
PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
    | {"Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE", "Þ": "Th", "Ð": "D"}
)


class PeriodEnd(Func):
    """The last day of the period that a date and its precision stand for."""

    function = "claims_period_end"
    output_field = models.DateField()


class SortKey(Func):
    """The key that names sort by: without accents and case, by code point, equal on every server."""

    function = "claims_sort_key"
    output_field = TextField(db_collation="C")


class MD5Key(Func):
    """The MD5 of a text: texts are too long for an index themselves."""

    function = "md5"
    output_field = TextField()


def one_of(field: str, choices: type[models.TextChoices], name: str) -> CheckConstraint:
    """`field` holds a member of the enumeration."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def not_blank(field: str, name: str) -> CheckConstraint:
    """`field` holds more than white space."""
    return CheckConstraint(condition=Q(**{f"{field}__regex": r"\S"}), name=name)


def matches(field: str, pattern: str, name: str) -> CheckConstraint:
    """`field` is empty or matches the regular expression."""
    return CheckConstraint(condition=Q(**{field: ""}) | Q(**{f"{field}__regex": pattern}), name=name)


def country_known(field: str, name: str) -> CheckConstraint:
    """`field` is empty or an ISO 3166-1 alpha-2 code."""
    return CheckConstraint(condition=Q(**{field: ""}) | Q(**{f"{field}__in": COUNTRIES}), name=name)


def vague_date(field: str, name: str) -> CheckConstraint:
    """`field` is the first day of the period its precision names; without a date there is no precision.

    Where a comparison with NULL would leave the answer open, a CHECK lets the row pass: hence the explicit tests.
    """
    precision = f"{field}_precision"
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True, precision: ""})
        | Q(**{f"{field}__isnull": False, precision: Precision.DAY})
        | Q(**{f"{field}__isnull": False, f"{field}__iso_week_day": 1, precision: Precision.WEEK})
        | Q(**{f"{field}__isnull": False, f"{field}__day": 1, precision: Precision.MONTH})
        | Q(**{f"{field}__isnull": False, f"{field}__day": 1, f"{field}__month": 1, precision: Precision.YEAR}),
        name=name,
    )


def ends_after_start(name: str) -> CheckConstraint:
    """`end_date`, at the end of its period, is not before `start_date`."""
    return CheckConstraint(
        condition=Q(start_date__isnull=True)
        | Q(end_date__isnull=True)
        | Q(start_date__lte=PeriodEnd("end_date", "end_date_precision")),
        name=name,
    )


class PrecisionField(models.CharField):
    """How exactly the date of the same name is known; empty where there is no date."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 5, "choices": Precision.choices, **options})


class SlugKey(models.CharField):
    """A public, stable key: lower-case words joined by hyphens, compared byte by byte."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 120, "unique": True, "db_collation": "C", **options})


class Touch(pgtrigger.Trigger):
    """Keeps `created_at`, and sets `updated_at` when anything else changed, whoever writes."""

    when = pgtrigger.Before
    operation = pgtrigger.Update

    def get_func(self, model: Any) -> str:
        names = [
            field.column
            for field in model._meta.concrete_fields
            if not field.generated and field.name not in {"created_at", "updated_at"}
        ]
        old, new = (", ".join(f'{row}."{name}"' for name in names) for row in ("OLD", "NEW"))
        return f"""
            NEW.created_at := OLD.created_at;
            NEW.updated_at := CASE WHEN ({new}) IS DISTINCT FROM ({old}) THEN now() ELSE OLD.updated_at END;
            RETURN NEW;
        """


class CommitCheck(pgtrigger.Trigger):
    """Calls a rule of `rules.sql` when the transaction commits, for each row that `calls` names.

    `calls` is SQL that runs with NEW or OLD at hand, after the whole transaction has been written.
    """

    when = pgtrigger.After
    timing = pgtrigger.Deferred

    def __init__(self, name: str, operation: pgtrigger.Operation, calls: str, **options: Any) -> None:
        super().__init__(name=name, operation=operation, func=f"{calls}; RETURN NULL;", **options)


class Acyclic(pgtrigger.Trigger):
    """Refuses a row that would be reached from itself through `column`, a reference to its own table."""

    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update

    def __init__(self, column: str, rule: str) -> None:
        self.column, self.rule = column, rule
        super().__init__(name=f"acyclic_{column.removesuffix('_id')}")

    def get_func(self, model: Any) -> str:
        table = model._meta.db_table
        # The lock keeps two transactions from closing a circle together; such rows are written rarely.
        return f"""
            IF NEW.{self.column} IS NULL THEN
                RETURN NULL;
            END IF;
            PERFORM pg_advisory_xact_lock(hashtext('{table}.{self.column}'));
            IF EXISTS (
                WITH RECURSIVE chain (id) AS (
                    SELECT NEW.{self.column}
                    UNION
                    SELECT above.{self.column} FROM {table} above JOIN chain ON above.id = chain.id
                    WHERE above.{self.column} IS NOT NULL
                )
                SELECT FROM chain WHERE chain.id = NEW.id
            ) THEN
                PERFORM claims_refuse('{self.rule}', format('%s would lead back to itself.', NEW.slug));
            END IF;
            RETURN NULL;
        """  # noqa: S608 - names of tables and columns only


class Stamped(models.Model):
    """A row that knows when it was recorded and when it last changed."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Record(Stamped):
    """A row that fixtures name by a natural key: the look-ups of `NATURAL_KEY`."""

    NATURAL_KEY: ClassVar[tuple[str, ...]] = ()

    class Meta(Stamped.Meta):
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        """The values of `NATURAL_KEY`, following relations (`person__slug`)."""
        return tuple(self._follow(path) for path in self.NATURAL_KEY)

    def _follow(self, path: str) -> Any:
        value: Any = self
        for step in path.split("__"):
            value = None if value is None else getattr(value, step)
        return value


class Citable(Record):
    """A row that people cite by its slug."""

    NATURAL_KEY = ("slug",)

    slug = SlugKey(blank=True, help_text="Public, stable key, used in addresses and filters.")

    class Meta(Record.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves, making a free slug first where none is given.

        Two transactions may find the same slug free; the second then violates the unique constraint.
        """
        if not self.slug:
            stem = slugify(self.slug_source().translate(PLAIN_LETTERS))[:100].strip("-")
            taken = set(type(self)._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
            # By its name, since it is a record itself; what has led to another row stays with that one.
            taken |= apps.get_model("claims", "Redirect").objects.like(f"{self._meta.model_name}s", stem)
            numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
            self.slug = stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
        super().save(*args, **kwargs)

    def slug_source(self) -> str:
        """The words that a slug is made of where none is given."""
        raise TypeError(f"{type(self).__name__} does not say what its slug is made of")
