"""The feed of changes."""

from collections.abc import Sequence
from typing import Any

from claims.api.query.parameters import Parameters
from claims.api.query.parser import Given
from claims.api.resources.changes.filters import BEGINNING, NOW, ChangeFilters, Progress, progress_of, since
from claims.api.resources.changes.serializers import ChangeSerializer
from claims.api.sql.plan import Keyset, Subject
from claims.api.views.endpoint import NUMBER, Endpoint
from claims.api.views.variants import Page, Row
from claims.models import Change
from claims.querysets import Reader, RecordQuerySet


def public_changes(subject: Subject, reader: Reader) -> RecordQuerySet:
    """The same changes for every role: a copy that is kept from the feed is a copy of what is public."""
    return Change.objects.public().before_horizon()


def end_of_feed() -> Progress:
    """The last change that the feed serves."""
    changes = Change.objects.public().before_horizon().order_by("-transaction", "-id")
    return changes.values_list("transaction", "id").first() or BEGINNING


class FeedPage(Page):
    """Answers with a page of the feed, and with the token to go on from its end."""

    def extra_members(self, given: Given, ends: Sequence[Keyset], extra: bytes = b"") -> dict[str, Any]:
        """`since`: the end of this page; of an empty page, the progress that the request named."""
        if given.get("since") == NOW:
            # Read after the page, which does no harm: it has no rows, and the client reads all rows after this answer.
            return {"since": since(end_of_feed())}
        read = [(int(transaction or 0), int(number or 0)) for transaction, number in ends]
        asked = [progress_of(token) for token in given.getlist("since")]
        return {"since": since(max([*read, *asked], default=BEGINNING))}


class ChangeViewSet(Endpoint):
    """What happened to the rows of all collections, in an order in which nothing is inserted later.

    Read it to its end, keep `since` of the last page, and ask with it the next time: no change is ever left out. Each
    row is to be read again at its `url`, and forgotten if it is not there: after `deleted` it hardly ever is.
    """

    collection = "changes"
    model = Change
    lookup_field = "id"
    lookup_value_regex = NUMBER.pattern
    reads = {
        "list": (
            FeedPage(
                serializer=ChangeSerializer,
                parameters=Parameters(ChangeFilters, {"changed": "transaction"}, "changed"),
                rows=public_changes,
            ),
        ),
        "retrieve": (Row(serializer=ChangeSerializer, rows=public_changes),),
    }
