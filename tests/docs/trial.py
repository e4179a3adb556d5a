"""A trial field and a trial collection, added to a copy of the project as CONTRIBUTING.md says.

Each is a list of edits: the file, a line of it, and the lines to put before that line; a new file where no line is
named.
"""

from pathlib import Path
from typing import NamedTuple


class Edit(NamedTuple):
    """Lines to put before a line of a file; the whole text of a new file where `before` is empty."""

    file: str
    before: str
    text: str

    def apply(self, folder: Path) -> None:
        path = folder / self.file
        if not self.before:
            path.parent.mkdir(exist_ok=True)
            path.write_text(self.text, encoding="utf-8")
            return
        whole = path.read_text(encoding="utf-8")
        assert whole.count(self.before) >= 1, f"{self.before!r} is not in {self.file}"
        path.write_text(whole.replace(self.before, self.text + self.before, 1), encoding="utf-8")


FIELD_OF_THE_MODEL = [
    Edit(
        "claims/models/statement.py",
        "    document = generated(",
        '    audience = models.CharField(max_length=99, blank=True, default="", db_default="", help_text="To whom.")\n',
    )
]
FIELD_ELSEWHERE = [
    Edit("claims/api/resources/statements/serializers.py", '            "attribution",\n', '            "audience",\n'),
    Edit("claims/api/resources/statements/bodies.py", '            "venue",\n', '            "audience",\n'),
    Edit("claims/desk/statements.py", '"venue"', '"audience", '),
]

MODEL = '''"""Venues: where something was said."""

from django.db import models

from claims.choices import Collection
from claims.models.base import Citable, Touch, not_blank, slug_rules
from claims.models.history import recorded
from claims.models.redirect import former_slugs
from claims.models.texts import StoredTexts


class Venue(Citable):
    """A place."""

    name = models.CharField(max_length=100, help_text="Its name.")

    class Meta(Citable.Meta):
        abstract = False
        constraints = [*slug_rules("venue"), not_blank("name", "venue_name_not_blank")]
        triggers = [
            StoredTexts(),
            Touch(name="touch"),
            *former_slugs(Collection.VENUES),
            *recorded(Collection.VENUES),
        ]

    def slug_source(self) -> str:
        return self.name
'''
SERIALIZERS = '''"""Venues."""

from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Venue


class VenueSerializer(RowSerializer):
    """A place where something was said."""

    url = SelfLink("venues")

    class Meta(RowSerializer.Meta):
        model = Venue
        fields = ("slug", "url", "name", "created_at", "updated_at")
        brief = ("slug", "url", "name")
'''
BODIES = '''"""The body of a venue."""

from claims.api.writing.bodies import Body
from claims.models import Venue


class VenueBody(Body):
    """A place."""

    class Meta(Body.Meta):
        model = Venue
        fields = ("slug", "name")
'''
VIEWS = '''"""Venues."""

from claims.api.query.filterset import CreatedFilters
from claims.api.query.parameters import Parameters
from claims.api.resources.venues.bodies import VenueBody
from claims.api.resources.venues.serializers import VenueSerializer
from claims.api.views.variants import Page, Row
from claims.api.views.writable import DeletableEndpoint
from claims.models import Venue


class VenueViewSet(DeletableEndpoint):
    """Places where something was said."""

    collection = "venues"
    model = Venue
    body_class = VenueBody
    reads = {
        "list": (Page(serializer=VenueSerializer, parameters=Parameters(CreatedFilters, {"slug": "slug"}, "slug")),),
        "retrieve": (Row(serializer=VenueSerializer),),
    }
'''
DESK = '''"""Venues."""

from django.contrib import admin

from claims.desk.base import DeskAdmin
from claims.models import Venue


@admin.register(Venue)
class VenueAdmin(DeskAdmin):
    menu_order = 95
    list_display = ("name", "slug")
    search_fields = ("name", "=slug")
    ordering = ("name", "id")
    fieldsets = ((None, {"fields": ("name", "slug")}),)
'''
FACTORY = """class VenueFactory(DjangoModelFactory):
    class Meta:
        model = models.Venue

    name = factory.Sequence(lambda n: f"Venue {n}")
    slug = factory.Sequence(lambda n: f"venue-{n}")


"""
COLLECTION_OF_THE_MODEL = [
    Edit("claims/models/venue.py", "", MODEL),
    Edit(
        "claims/models/__init__.py",
        "from claims.models.topic import Topic\n",
        "from claims.models.venue import Venue\n",
    ),
    Edit("claims/models/__init__.py", '    "Topic",\n', '    "Venue",\n'),
    Edit("claims/choices.py", '    TOPICS = "topics", "topics"\n', '    VENUES = "venues", "venues"\n'),
    Edit(
        "claims/choices.py",
        '    TOPICS = "topics", "what',
        '    VENUES = "venues", "places where something was said"\n',
    ),
]
COLLECTION_ELSEWHERE = [
    Edit("claims/api/resources/venues/__init__.py", "", ""),
    Edit("claims/api/resources/venues/serializers.py", "", SERIALIZERS),
    Edit("claims/api/resources/venues/bodies.py", "", BODIES),
    Edit("claims/api/resources/venues/views.py", "", VIEWS),
    Edit("claims/desk/venues.py", "", DESK),
    Edit("claims/roles.py", '        "topic": "delete",\n', '        "venue": "view add change delete",\n'),
    Edit(
        "tests/api/views/test_permissions.py",
        '    "topics": {**CODED, "destroy": Role.EDITOR},\n',
        '    "venues": dict.fromkeys((*CODED, "destroy"), Role.EDITOR),\n',
    ),
    Edit("tests/api/views/test_permissions.py", '    "topics": RECORD,\n', '    "venues": RECORD,\n'),
]

# What the trial is for: the field is written, read, corrected along and recorded; the collection is one like any other.
TEST = '''"""The trial field and the trial collection are there for everybody."""

from typing import Any

from tests.support import factories as make
from tests.support.clients import Keyed


def test_the_trial_field_is_written_read_kept_in_a_replacement_and_recorded(coder: Keyed, editor: Keyed) -> None:
    said = make.StatementFactory()
    assert coder.patch(f"statements/{said.slug}/", {"audience": "the press"}).json()["audience"] == "the press"
    changes: list[dict[str, Any]] = coder.get(f"statements/{said.slug}/history/").json()["results"][0]["changes"]
    assert changes == [{"field": "audience", "old": "", "new": "the press"}]
    correction = {
        "status": "corrected", "what": "A word.", "why": "The recording.", "replace_with": {"text": "Another text."}
    }
    answer = editor.post(f"statements/{said.slug}/correct/", correction).json()
    replacement = answer["superseded_by"][0]["slug"]
    assert coder.get(f"statements/{replacement}/").json()["audience"] == "the press"


def test_the_trial_collection_is_written_read_renamed_and_recorded(editor: Keyed) -> None:
    made = editor.post("venues/", {"name": "Press room"}).json()
    assert made["slug"] == "press-room"
    assert editor.patch("venues/press-room/", {"slug": "the-press-room"}).status_code == 200
    assert editor.get("venues/press-room/").status_code == 301
    assert [row["name"] for row in editor.get("venues/").json()["results"]] == ["Press room"]
    kinds = [row["kind"] for row in editor.get("venues/the-press-room/history/").json()["results"]]
    assert kinds == ["changed", "created"]
    assert editor.delete("venues/the-press-room/").status_code == 204
'''
