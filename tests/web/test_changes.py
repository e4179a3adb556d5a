"""Pages say how far a speaker changed position on a claim."""

import re

import pytest

from tests.support import factories as make
from tests.support.positions import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db
CHANGES = {
    "not at all": (("affirms", "affirms"), ""),
    "in part": (("affirms", "qualifies"), "changed position in part"),
    "wholly": (("affirms", "denies"), "changed position"),
}


@pytest.mark.parametrize(("taken", "said"), CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("address", ["/claims/moon/", "/speakers/ann/"])
def test_a_page_says_how_far_a_speaker_changed_position(reader, address, taken, said):
    ann, claim = make.SpeakerFactory(slug="ann"), make.ClaimFactory(slug="moon")
    for position, day in zip(taken, (MONDAY, TUESDAY), strict=True):
        make.take(ann, claim, position, day)
    found = re.findall('<strong class="changed">([^<]*)<', reader.get(address).content.decode())
    assert found == ([said] if said else [])
