"""Speakers: people, organisations and unnamed groups (Popolo Person and Organization in one table)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from claims.choices import Collection, SpeakerKind
from claims.models.base import (
    Citable,
    CommitCheck,
    Record,
    Touch,
    bounded,
    check,
    country_known,
    generated,
    is_url,
    not_blank,
    one_of,
    slug_rules,
    sort_key_of,
    unique,
)
from claims.models.defaults import Defaults
from claims.models.document import folded_names_of_speaker, other_names_field
from claims.models.history import recorded
from claims.models.redirect import former_slugs
from claims.models.texts import StoredTexts
from claims.querysets import SpeakerQuerySet, same

# Defaults that depend on other columns.
DEFAULTS = {"sort_name": "claims_sort_name(NEW.kind, NEW.name)"}


class Speaker(Citable):
    """Somebody who makes statements, or in whose name they are made."""

    DEFAULTS = DEFAULTS

    kind = models.CharField(max_length=12, choices=SpeakerKind.choices, help_text="Person, organisation or group.")
    name = models.CharField(max_length=200, help_text="The name as it is written in running text.")
    sort_name = models.CharField(
        max_length=200, help_text="The name as it is sorted, “Rutte, Mark”; made from the name if it is left out."
    )
    sort_key = generated(sort_key_of("sort_name"))
    other_names = other_names_field("Names in other languages and spellings.")
    folded_names = generated(folded_names_of_speaker())
    summary = models.TextField(blank=True, default="", help_text="Who this is, in a sentence or two.")
    country = models.CharField(
        max_length=2, blank=True, default="", help_text="ISO 3166-1 alpha-2; empty for international bodies."
    )
    identifiers = models.JSONField(
        default=dict, blank=True, help_text="Identifiers elsewhere, scheme to value: {“wikidata”: “Q57792”}."
    )
    website = models.URLField(max_length=500, blank=True, default="", help_text="The speaker's own site.")
    image_url = models.URLField(max_length=500, blank=True, default="", help_text="A portrait or a logo.")

    objects = SpeakerQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Citable.Meta):
        abstract = False
        permissions = [("merge_speaker", "Can merge speakers"), ("unmerge_speaker", "Can undo merges of speakers")]
        constraints = [
            *slug_rules("speaker"),
            one_of("kind", SpeakerKind, "speaker_kind_valid"),
            not_blank("name", "speaker_name_not_blank"),
            bounded("speaker_texts_bounded", "summary"),
            not_blank("sort_name", "speaker_sort_name_not_blank"),
            country_known("country", "speaker_country_known"),
            is_url("website", "speaker_website_is_url"),
            is_url("image_url", "speaker_image_url_is_url"),
        ]
        indexes = [
            models.Index("sort_key", "id", name="speaker_sort_key"),
            models.Index("created_at", "id", name="speaker_created_at"),
            models.Index("updated_at", "id", name="speaker_updated_at"),
            models.Index("country", name="speaker_country"),
            models.Index(same("name"), name="speaker_name"),
            GinIndex("other_names", name="speaker_other_names"),
            GinIndex(OpClass("folded_names", "gin_trgm_ops"), name="speaker_folded_names"),
        ]
        triggers = [
            Defaults(DEFAULTS),
            StoredTexts(),
            Touch(name="touch"),
            *former_slugs(Collection.SPEAKERS),
            *recorded(Collection.SPEAKERS),
            pgtrigger.Trigger(
                name="identifiers",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("identifiers"),
                func="""
                    IF jsonb_typeof(NEW.identifiers) <> 'object' OR EXISTS (
                        SELECT FROM jsonb_each(NEW.identifiers) pair
                        WHERE jsonb_typeof(pair.value) <> 'string' OR pair.key = '' OR pair.value = '""'
                    ) THEN
                        PERFORM claims_refuse('speaker_identifiers_map_schemes_to_values', format(
                            'The identifiers of %s must map schemes to values, both of them texts.', NEW.slug));
                    END IF;
                    DELETE FROM claims_speakeridentifier WHERE speaker_id = NEW.id;
                    INSERT INTO claims_speakeridentifier (speaker_id, scheme, value)
                    SELECT NEW.id, pair.key, pair.value FROM jsonb_each_text(NEW.identifiers) pair ORDER BY 2, 3;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="forget_identifiers",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="DELETE FROM claims_speakeridentifier WHERE speaker_id = OLD.id; RETURN OLD;",
            ),
            CommitCheck(
                "kind_of_members",
                pgtrigger.UpdateOf("kind"),
                "PERFORM claims_check_affiliation(id) FROM claims_affiliation "
                "WHERE NEW.id IN (person_id, organization_id)",
            ),
        ]

    def slug_source(self) -> str:
        return self.name


class SpeakerIdentifier(Record):
    """One pair of `Speaker.identifiers`, copied here by a trigger: a UNIQUE constraint gives a pair to one speaker."""

    IS_DERIVED = True
    NATURAL_KEY = ("scheme", "value")

    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="+")
    scheme = models.CharField(max_length=50)
    value = models.CharField(max_length=200)

    class Meta(Record.Meta):
        abstract = False
        triggers = [
            pgtrigger.Trigger(
                name="derived",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                # A depth of 2 means that the trigger of a speaker writes. A direct write has a depth of 1.
                func="""
                    IF pg_trigger_depth() < 2 THEN
                        PERFORM claims_refuse('speaker_identifiers_are_derived',
                                              'Identifiers follow from their speaker: write `identifiers` there.');
                    END IF;
                    RETURN NULL;
                """,
            )
        ]
        constraints = [
            unique(
                "speaker_identifier_unique",
                "scheme",
                "value",
                words="This identifier is another speaker’s already: the two may be the same.",
            ),
            check(
                "speaker_identifier_scheme_well_formed",
                Q(scheme__regex="^[a-z][a-z0-9_-]*$"),
                "A scheme is a word in lower case, as in “wikidata”.",
            ),
        ]
        indexes = [models.Index(same("value"), name="speaker_identifier_value")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
