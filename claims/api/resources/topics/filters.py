"""Filters of topics."""

from claims.api.query.filters import SlugFilter, TextFilter
from claims.api.query.filterset import FilterSet
from claims.models import Topic


class TopicFilters(FilterSet):
    name = TextFilter("name", "the topic of this name")
    broader = SlugFilter("broader", "topics that are part of this one", Topic, nullable=True)
