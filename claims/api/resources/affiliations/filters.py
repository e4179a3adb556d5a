"""Filters of affiliations."""

from claims.api.query.filters import BooleanFilter, ChoiceFilter, DateFilter, SlugFilter, TextFilter
from claims.api.query.filterset import FilterSet
from claims.choices import Precision
from claims.models import Speaker


class AffiliationFilters(FilterSet):
    person = SlugFilter("person", "roles of this person", Speaker)
    organization = SlugFilter("organization", "roles in this organisation", Speaker)
    role = TextFilter("role", "this role")
    former = BooleanFilter("former", "roles that have ended, nobody knows when")
    start_date = DateFilter("start_date", "roles that began in this time", nullable=True)
    start_date_precision = ChoiceFilter("start_date_precision", "roles whose start is known so exactly", Precision)
    end_date = DateFilter("end_date", "roles that ended in this time", nullable=True)
    end_date_precision = ChoiceFilter("end_date_precision", "roles whose end is known so exactly", Precision)
