"""Filters of topics."""

from claims.api.query.filters import SlugFilter, TextFilter
from claims.api.query.filterset import FilterSet, Through
from claims.models import Claim, Topic


class TopicFilters(FilterSet):
    through = {"claims": Through(Claim.topics.through, "topic")}

    name = TextFilter("name", "the topic of this name")
    broader = SlugFilter("broader", "topics that are part of this one", Topic, nullable=True)
    claim = SlugFilter("claim", "topics of this claim", Claim, through="claims")
