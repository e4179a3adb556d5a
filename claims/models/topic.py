"""Topics: what claims are about, from broad to narrow."""

from django.db import models

from claims.choices import Collection
from claims.models.base import SLUG_PATTERN, Acyclic, Citable, SortKey, Touch, matches, not_blank
from claims.models.history import recorded
from claims.models.redirect import former_slugs


class Topic(Citable):
    """A subject that claims are filed under."""

    name = models.CharField(max_length=100, help_text="The topic, as a heading.")
    sort_key = models.GeneratedField(
        expression=SortKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    broader = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="narrower",
        help_text="The topic that this one is part of.",
    )

    class Meta(Citable.Meta):
        abstract = False
        constraints = [
            matches("slug", SLUG_PATTERN, "topic_slug_well_formed"),
            not_blank("slug", "topic_slug_not_blank"),
            not_blank("name", "topic_name_not_blank"),
        ]
        indexes = [models.Index("sort_key", "id", name="topic_sort_key")]
        triggers = [
            Touch(name="touch"),
            *former_slugs(Collection.TOPICS),
            *recorded(Collection.TOPICS),
            Acyclic("broader_id", "topic_not_broader_than_itself"),
        ]

    def slug_source(self) -> str:
        return self.name
