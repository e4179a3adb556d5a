"""The filter for rows that lack what another filter reads: `topic__isnull=true`."""

from django.db.models import Q

from claims.api.query.filters import BooleanFilter, CountryFilter, Filter, TextFilter


class IsNullFilter(BooleanFilter):
    """Whether rows lack what another filter reads: `topic__isnull=true`. An empty text or list counts as lacking."""

    def __init__(self, of: Filter) -> None:
        path = of.field_name
        lacking = Q(**{f"{path}__isnull": True})
        if isinstance(of, TextFilter | CountryFilter):
            lacking |= Q(**{f"{path}__len": 0} if getattr(of, "array", False) else {path: ""})
        super().__init__(path, "rows that have none", through=of.through, when_true=lacking)
