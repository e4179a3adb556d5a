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


def post(coder, text, answers, flag="", name="Somebody jammed it"):
    body = {"text": text, "name": name, "kind": "attribution", "checkable": True}
    answers.append(coder.post(f"claims/{flag}", body).status_code)


@pytest.mark.parametrize("flag", ["", "?allow_similar=true"], ids=["checked", "allowed"])
@pytest.mark.parametrize("second", [TEXT, ALIKE], ids=["equal", "alike"])
def test_of_two_claims_that_say_the_same_created_at_once_the_second_is_refused(coder, second, flag):
    answers = []
    interleaved(lambda: post(coder, TEXT, answers, flag), lambda: post(coder, second, answers, name="Jamming"))
    assert answers == [201, 409]
    assert not Claim.objects.filter(name="Jamming").exists()


def test_claims_that_may_be_similar_are_created_without_waiting_for_each_other(coder):
    answers, ends = [], []

    def other():
        post(coder, TEXT, answers, "?allow_similar=true", name="Jamming")
        ends.append("second")

    interleaved(lambda: post(coder, TEXT, answers, "?allow_similar=true"), other, last=lambda: ends.append("first"))
    assert answers == [201, 201]
    assert ends == ["second", "first"]
