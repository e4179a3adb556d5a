"""Renamed rows, and the redirects that the database records for their former slugs."""

from django.db import connection

from claims.models import Redirect, Speaker
from tests.support import factories as make
from tests.support.transactions import queryset


def rename(written, slug):
    queryset(written).update(slug=slug)


def redirects(collection="speakers"):
    """The present slug for each former slug of a collection."""
    connection.check_constraints()
    return dict(Redirect.objects.filter(collection=collection).values_list("old_slug", "new_slug"))


def by_insert(slug):
    make.SpeakerFactory(slug=slug)


def by_rename(slug):
    rename(make.SpeakerFactory(), slug)


def by_copy(slug):
    columns = [each for each in Speaker._meta.concrete_fields if each.name in {"slug", "kind", "name", "sort_name"}]
    names = ", ".join(f'"{each.column}"' for each in columns)
    others = "other_names, summary, country, identifiers, website, image_url"
    values = {"slug": slug, "kind": "person", "name": "A", "sort_name": "A"}
    with connection.cursor() as cursor, cursor.copy(f"COPY claims_speaker ({names}, {others}) FROM STDIN") as copy:
        copy.write_row((*(values[each.name] for each in columns), "{}", "", "", "{}", "", ""))


def redirect(old="old", new="new", collection="speakers"):
    return Redirect.objects.create(collection=collection, old_slug=old, new_slug=new)
