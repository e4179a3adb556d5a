"""What all tables share: times, slugs, natural keys, and helpers that make their columns, constraints and triggers.

Helpers return Django's own classes, so that a migration never imports code of this project.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any, ClassVar

import pgtrigger
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint, F, Func, Q, TextField
from django.db.models.functions import Now

from claims.choices import COUNTRIES, Precision
from claims.models.slugs import Slugs, stem_of
from claims.querysets import RecordQuerySet

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# The part of BCP 47 for languages, scripts, regions and variants, without extensions.
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$"
URL_PATTERN = r"(?i)^https?://[^\s/]+"
SHA256_PATTERN = "^[0-9a-f]{64}$"
# For one row. Each that turns out to be taken was given to another row at the same moment.
MOST_SLUGS_TRIED = 50

# Sentences that several constraints show to whoever broke them.
MAX_TEXT = 10_000  # characters
SLUG_WORDS = "A slug is made of lower-case letters and digits, in words joined by single hyphens."
BLANK_WORDS = "This cannot be blank."
PRECISION_WORDS = (
    "A date needs a precision, and a precision a date, which is the first day of its period: "
    "a Monday for a week, the 1st for a month, 1 January for a year."
)
URL_WORDS = "An address starts with http:// or https://."
LANGUAGE_WORDS = "A language is written as in BCP 47: “en”, “pt-BR”, “zh-Hant”."
CHOICE_WORDS = "This is none of the choices."
SHA256_WORDS = "A SHA-256 is 64 hexadecimal digits in lower case."
COUNTRY_WORDS = "A country is two capital letters, as in ISO 3166-1: “DK”."


def period_end(field: str) -> Func:
    """The last day of the period that the date in `field` and its precision stand for."""
    return Func(field, f"{field}_precision", function="claims_period_end", output_field=models.DateField())


def sort_key_of(field: str) -> Func:
    """The key that names are sorted by: no accents, no case, compared by code point, so the same on every server."""
    return Func(field, function="claims_sort_key", output_field=TextField(db_collation="C"))


def generated(expression: Func) -> Any:
    """A stored generated column: PostgreSQL computes it from other columns of the row."""
    return models.GeneratedField(expression=expression, output_field=expression.output_field, db_persist=True)


def precision_field(**options: Any) -> Any:
    """How exactly the date of the same name is known; empty where there is no date."""
    return models.CharField(max_length=5, choices=Precision.choices, **options)


def check(name: str, condition: Q, words: str) -> CheckConstraint:
    """A CHECK constraint. `words` is the sentence for people whose row breaks it."""
    return CheckConstraint(name=name, condition=condition, violation_error_message=words)


def unique(name: str, *expressions: Any, words: str, **options: Any) -> models.UniqueConstraint:
    """A UNIQUE constraint. `words` is the sentence for people whose row breaks it."""
    return models.UniqueConstraint(*expressions, name=name, violation_error_message=words, **options)


def one_of(field: str, choices: type[models.TextChoices], name: str) -> CheckConstraint:
    """`field` holds a member of the enumeration."""
    return check(name, Q(**{f"{field}__in": choices.values}), CHOICE_WORDS)


def is_visible(field: str) -> Q:
    """The condition that `field` holds something that one sees."""
    return Q(Func(F(field), function="claims_is_visible", output_field=models.BooleanField()))


def not_blank(field: str, name: str) -> CheckConstraint:
    """`field` holds more than white space and invisible characters."""
    return check(name, is_visible(field), BLANK_WORDS)


def bounded(name: str, *fields: str, most: int = MAX_TEXT) -> CheckConstraint:
    """Each of `fields` has at most `most` characters. A list shows the texts of two hundred rows."""
    lengths = [Func(field, function="length") for field in fields]
    condition = Func(*lengths, template=f"greatest(%(expressions)s) <= {most}", output_field=models.BooleanField())
    return check(name, Q(condition), f"A text has at most {most:,} characters.")


def matches(field: str, pattern: str, name: str, words: str) -> CheckConstraint:
    """`field` is empty or matches the regular expression."""
    return check(name, Q(**{field: ""}) | Q(**{f"{field}__regex": pattern}), words)


def slug_rules(noun: str) -> list[CheckConstraint]:
    """The rules of the `slug` of a table, named after its noun."""
    return [
        matches("slug", SLUG_PATTERN, f"{noun}_slug_well_formed", SLUG_WORDS),
        not_blank("slug", f"{noun}_slug_not_blank"),
    ]


def is_url(field: str, name: str) -> CheckConstraint:
    """`field` is empty or an http or https address."""
    return matches(field, URL_PATTERN, name, URL_WORDS)


def is_language(field: str, name: str) -> CheckConstraint:
    """`field` is empty or a language tag (BCP 47)."""
    return matches(field, LANGUAGE_PATTERN, name, LANGUAGE_WORDS)


def country_known(field: str, name: str) -> CheckConstraint:
    """`field` is empty or an ISO 3166-1 alpha-2 code."""
    return check(name, Q(**{field: ""}) | Q(**{f"{field}__in": COUNTRIES}), COUNTRY_WORDS)


def vague_date(field: str, name: str) -> CheckConstraint:
    """`field` is the first day of the period that its precision names; there is no precision without a date."""
    columns = (F(field), F(f"{field}_precision"))
    condition = Func(*columns, function="claims_is_first_day", output_field=models.BooleanField())
    return check(name, Q(condition), PRECISION_WORDS)


def ends_after_start(name: str, words: str) -> CheckConstraint:
    """The last day of the period of `end_date` is not before `start_date`."""
    return check(
        name,
        Q(start_date__isnull=True) | Q(end_date__isnull=True) | Q(start_date__lte=period_end("end_date")),
        words,
    )


def changed_rows(condition: str, key: str = "id") -> str:
    """The SQL after FROM of the rows `o` before and `n` after an UPDATE, in a trigger on a whole statement.

    A session keeps the plan of such a trigger from its first run. For one row that is a nested loop, in which the time
    grows with the square of the rows. A FULL JOIN is never one; the `coalesce` keeps it from becoming another join, as
    does OFFSET 0 in a subquery that is joined further.

    Args:
        condition: what holds for a changed row; not strict (“IS DISTINCT FROM”), or NULL where one of both is missing.
        key: the primary key.
    """
    return f"old_rows o FULL JOIN new_rows n ON n.{key} = o.{key} WHERE coalesce({condition}, false)"


class Touch(pgtrigger.Trigger):
    """Keeps `created_at` as it is, and sets `updated_at` when another column changed, whoever writes."""

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
    """A constraint trigger that is deferred to the commit: it calls SQL functions that check rules over several tables.

    `calls` is the SQL of the calls; it may use NEW and OLD. It sees everything that the transaction wrote. A refusal
    names the row, which `claims_refuse` reads in the setting `claims.checking`.
    """

    when = pgtrigger.After
    timing = pgtrigger.Deferred

    def __init__(self, name: str, operation: pgtrigger.Operation, calls: str, **options: Any) -> None:
        func = f"""
            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);
            {calls};
            PERFORM set_config('claims.checking', '', true);
            RETURN NULL;
        """
        super().__init__(name=name, operation=operation, func=func, **options)


class Acyclic(pgtrigger.Trigger):
    """Refuses a row that can be reached from itself through `column`, a foreign key to its own table."""

    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update

    def __init__(self, column: str, rule: str) -> None:
        self.column, self.rule = column, rule
        super().__init__(name=f"acyclic_{column.removesuffix('_id')}")

    def get_func(self, model: Any) -> str:
        # Other changes of the row need no check, and so no locks on the rows above it.
        return f"""
            IF TG_OP = 'INSERT' OR NEW.{self.column} IS DISTINCT FROM OLD.{self.column} THEN
                PERFORM claims_check_acyclic(
                    '{model._meta.db_table}', '{self.column}', NEW.id, NEW.{self.column}, NEW.slug, '{self.rule}'
                );
            END IF;
            RETURN NULL;
        """


class Stamped(models.Model):
    """A row with the times at which it was recorded and last changed."""

    # The columns that a trigger fills where they are empty, with the SQL of their values (`claims.models.defaults`).
    DEFAULTS: ClassVar[Mapping[str, str]] = {}

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class Record(Stamped):
    """A row that fixtures name by a natural key: the lookups of `NATURAL_KEY`."""

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

    # Compared byte by byte (collation C), as URLs are.
    slug = models.CharField(
        max_length=120,
        unique=True,
        db_collation="C",
        blank=True,
        help_text="Public, stable key, used in addresses and filters.",
    )

    class Meta(Record.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the row. Where it has no slug, gives it one that neither a row nor a redirect has.

        Another transaction may use the same slug at the same moment. The database then lets this one wait until the
        other one has ended, and refuses the slug if that one was committed; so another slug is chosen.
        """
        if self.slug:
            super().save(*args, **kwargs)
            return
        for attempt in count(1):
            self.slug = self.unused_slug()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
            except IntegrityError:
                if attempt == MOST_SLUGS_TRIED or self.slug == self.unused_slug():
                    self.slug = ""
                    raise
            else:
                return

    def unused_slug(self) -> str:
        """The slug that is made of the row's words, with a number if a row or a redirect has it."""
        return Slugs(str(self._meta.model_name), self.slugs_in_use).choose([stem_of(self.slug_source())])[0]

    def slugs_in_use(self, slugs: list[str]) -> set[str]:
        """Those among some slugs that rows or redirects have."""
        present = type(self)._default_manager.filter(slug__in=slugs).values_list("slug", flat=True)
        # Looked up by name: the module of redirects imports this one.
        redirects = apps.get_model("claims", "Redirect").objects
        return {*present, *redirects.present(f"{self._meta.model_name}s", slugs)}

    def slug_source(self) -> str:
        """The text that the slug is made of when none is given."""
        raise TypeError(f"{type(self).__name__} does not say what its slug is made of")
