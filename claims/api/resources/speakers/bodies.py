"""The body of a speaker."""

from claims.api.writing.bodies import Body, ComparedBody
from claims.models import Speaker


class SpeakerBody(ComparedBody):
    """A person, an organisation or an unnamed group."""

    class Meta(Body.Meta):
        model = Speaker
        fields = (
            "slug",
            "kind",
            "name",
            "sort_name",
            "other_names",
            "summary",
            "country",
            "identifiers",
            "website",
            "image_url",
            "distinct_from",
        )
