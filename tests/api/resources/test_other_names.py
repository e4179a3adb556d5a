"""The other names of claims and incidents: written, shown, kept in one form, and in the history."""

import pytest

from claims.models import Claim, Incident
from tests.support import factories as make

pytestmark = pytest.mark.django_db

BODIES = {
    "claims": {"text": "The spare room subsidy was removed.", "name": "Spare room subsidy", "kind": "event"},
    "incidents": {"name": "Spare room subsidy", "kind": "other", "status": "reported"},
}
every = pytest.mark.parametrize("collection", sorted(BODIES))


@every
def test_they_are_written_and_each_is_stored_once_in_one_form(coder, get, collection):
    body = {**BODIES[collection], "other_names": ["Bedroom  tax", "A\u0308rger", "Bedroom tax"]}
    answer = coder.post(f"{collection}/", body)
    assert answer.status_code == 201
    assert answer.json()["other_names"] == ["Bedroom tax", "Ärger"]
    slug = answer.json()["slug"]
    assert get(f"{collection}/{slug}/")["other_names"] == ["Bedroom tax", "Ärger"]
    assert get(f"{collection}/?fields=other_names")["results"] == [{"other_names": ["Bedroom tax", "Ärger"]}]


@every
@pytest.mark.parametrize("wrong", ["bedroom tax", [7], ["x" * 201], [""]])
def test_what_is_no_list_of_names_is_refused(coder, collection, wrong):
    answer = coder.post(f"{collection}/", {**BODIES[collection], "other_names": wrong})
    assert answer.status_code == 400
    assert all(each["pointer"].startswith("/other_names") for each in answer.json()["errors"])


@every
def test_a_change_is_in_the_history(coder, get, collection):
    slug = coder.post(f"{collection}/", BODIES[collection]).json()["slug"]
    assert coder.patch(f"{collection}/{slug}/", {"other_names": ["Bedroom tax"]}).status_code == 200
    (latest, _) = get(f"{collection}/{slug}/history/")["results"]
    assert latest["changes"] == [{"field": "other_names", "old": [], "new": ["Bedroom tax"]}]


@pytest.mark.parametrize(("model", "factory"), [(Claim, make.ClaimFactory), (Incident, make.IncidentFactory)])
def test_they_may_be_added_to_what_was_reviewed(model, factory):
    row = factory()
    make.StanceFactory(**({"claim": row} if model is Claim else {}))
    row.other_names = ["Bedroom tax"]
    row.save()
    row.refresh_from_db()
    assert row.other_names == ["Bedroom tax"]
