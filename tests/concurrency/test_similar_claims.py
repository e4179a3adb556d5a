"""Claims created at once: of two that say the same, the second is refused."""

import pytest

from claims.choices import Role
from claims.models import Claim
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Russia jammed the navigation of the aircraft that carried Ursula von der Leyen to Plovdiv."
ALIKE = "Russia jammed the navigation of the aircraft which carried Ursula von der Leyen to Plovdiv."


@pytest.fixture
def coder():
    make.ClaimFactory(text="The Kremlin denies that drones over Copenhagen came from its ships.")
    client = Keyed(Role.CODER, "carla-coder")
    client.get("claims/")  # writes down when the key was used, which the next requests need not do
    return client


def post(coder, text, answers, name="Somebody jammed it", **members):
    body = {"text": text, "name": name, "kind": "attribution", "checkable": True, **members}
    answers.append(coder.post("claims/", body).status_code)


@pytest.mark.parametrize("second", [TEXT, ALIKE], ids=["equal", "alike"])
def test_of_two_claims_that_say_the_same_created_at_once_the_second_is_refused(coder, second):
    answers = []
    interleaved(lambda: post(coder, TEXT, answers), lambda: post(coder, second, answers, name="Jamming"))
    assert answers == [201, 409]
    assert not Claim.objects.filter(name="Jamming").exists()


def test_who_names_the_claims_that_are_there_is_still_told_of_one_created_meanwhile(coder):
    known = make.ClaimFactory(text=TEXT)
    answers = []
    named = {"distinct_from": [known.slug]}
    interleaved(
        lambda: post(coder, ALIKE, answers, **named), lambda: post(coder, ALIKE, answers, name="Jamming", **named)
    )
    assert answers == [201, 409]
    assert not Claim.objects.filter(name="Jamming").exists()
