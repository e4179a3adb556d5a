"""The requests whose cost is measured: each endpoint plain, brief and with every filter, and some that read much."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Model

from claims.models import Speaker
from tests.support.endpoints import ENDPOINTS, Endpoint, value_of

Rows = Mapping[type[Model], Model]


def every_filter(endpoint: Endpoint, rows: Rows) -> str:
    parameters = endpoint.parameters.filters.parameters()
    return urlencode({name: value_of(parameter.filter, rows) for name, parameter in parameters.items()})


def heavy(rows: Rows) -> dict[str, str]:
    """Requests that read many rows, and find some."""
    somebody, something = (
        Endpoint(name, "retrieve").path("", rows).split("/")[-2] for name in ("speakers", "incidents")
    )
    positions = Endpoint("speakers", "positions", "positions")
    contradictions = f"/api/v1/contradictions/?speaker={somebody}"
    other = Speaker.objects.exclude(slug=somebody).order_by("pk").values_list("slug", flat=True).first()
    return {
        "claims-list of a speaker": f"/api/v1/claims/?speaker={somebody}&position=denies&capacity=own",
        "claims-list disputed": f"/api/v1/claims/?incident={something}&disputed=true&aspect=occurrence",
        "statements-list of a body": f"/api/v1/statements/?incident={something}&position=denies&country=dk",
        "speakers-positions of an incident": positions.path(f"incident={something}&changed=true", rows),
        "incidents-matrix of an aspect": Endpoint("incidents", "matrix", "matrix").path("aspect=occurrence", rows),
        "contradictions-list of a speaker": contradictions,
        "contradictions-list of two speakers": f"{contradictions}&other={other}",
        "contradictions-list of an incident": f"/api/v1/contradictions/?incident={something}",
        "contradictions-list of those spoken for": "/api/v1/contradictions/?capacity=represented",
        "contradictions-list of changes": "/api/v1/contradictions/?kind=change_of_mind",
        "publishers-list of one": "/api/v1/publishers/?name=paper%200",
        "claims-list counted": "/api/v1/claims/?count=exact",
    }


def requests(rows: Rows | None = None) -> dict[str, str]:
    """The path of each request by its name; about the given rows, or about the first row of a table."""
    given = rows or {}
    asked: dict[str, str] = {}
    for endpoint in ENDPOINTS:
        asked[str(endpoint)] = endpoint.path("", given)
        asked[f"{endpoint} brief"] = endpoint.path("brief=true", given)
        if endpoint.parameters.filters.parameters():
            asked[f"{endpoint} every filter"] = endpoint.path(every_filter(endpoint, given), given)
    return asked | heavy(given)
