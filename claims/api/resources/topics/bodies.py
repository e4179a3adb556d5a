"""The body of a topic."""

from claims.api.writing.bodies import Body
from claims.models import Topic


class TopicBody(Body):
    """What claims are filed under."""

    class Meta(Body.Meta):
        model = Topic
        fields = ("slug", "name", "broader")
