"""Topics: what claims are about, from broad to narrow."""

from django.db import models

from claims.choices import Collection
from claims.models.base import Acyclic, Citable, Touch, generated, not_blank, slug_rules, sort_key_of
from claims.models.history import recorded
from claims.models.redirect import former_slugs
from claims.models.texts import StoredTexts
from claims.querysets import same


class Topic(Citable):
    """A subject that claims are filed under."""

    name = models.CharField(max_length=100, help_text="The topic, as a heading.")
    sort_key = generated(sort_key_of("name"))
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
            *slug_rules("topic"),
            not_blank("name", "topic_name_not_blank"),
        ]
        indexes = [
            models.Index("sort_key", "id", name="topic_sort_key"),
            models.Index(same("name"), name="topic_name"),
        ]
        triggers = [
            StoredTexts(),
            Touch(name="touch"),
            *former_slugs(Collection.TOPICS),
            *recorded(Collection.TOPICS),
            Acyclic("broader_id", "topic_not_broader_than_itself"),
        ]

    def slug_source(self) -> str:
        return self.name
