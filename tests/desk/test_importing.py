"""The desk's page for importing a file: a mapping is proposed, what would be done is shown, and then it is done."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.desk import importing
from claims.models import Stance, Statement, Upload
from tests.support.desk import desk, told
from tests.support.survey import MAPPING, OTHER, ROW, table

pytestmark = pytest.mark.django_db

IMPORT = "/desk/import/"
TEXT = table(ROW, OTHER)


@pytest.fixture
def coder(db):
    return desk("coder")


def upload(client, text=TEXT, **sent):
    return client.post(IMPORT, {"file": SimpleUploadedFile("survey.csv", text.encode()), "format": "csv", **sent})


def test_a_file_is_looked_at_before_it_is_imported(coder):
    there = upload(coder)["Location"]
    assert there == f"{IMPORT}{Upload.objects.get().pk}/"
    looked = coder.post(there, {"mapping": MAPPING})
    assert "2 statements would be created" in looked.content.decode()
    assert not Statement.objects.exists()
    done = coder.post(there, {"mapping": MAPPING, "import": "yes"})
    assert done["Location"] == "/admin/claims/stance/?review_status__exact=suggested"
    assert "2 statements created" in told(coder, done)
    assert Stance.objects.filter(review_status="suggested", coder=coder.user).count() == 2
    assert not Upload.objects.exists()


def test_the_mapping_that_is_proposed_for_usual_headings_works_as_it_is(coder):
    columns = ("Speaker", "Date", "Claim", "Position", "Statement", "URL")
    row = ("Mary Moe", "2025-03-01", "Taxes should fall.", "Agree", "They should.", "https://example.org/1")
    there = upload(coder, table(row, columns=columns))["Location"]
    mapping = coder.get(there).context["form"]["mapping"].value()
    coder.post(there, {"mapping": mapping, "import": "yes"})
    stance = Stance.objects.get()
    assert (stance.position, stance.statement.speaker.name, stance.statement.text) == (
        *("affirms", "Mary Moe"),
        "They should.",
    )
    assert stance.statement.source.url == "https://example.org/1"


def test_what_would_be_refused_is_shown_with_its_place_and_reason(coder):
    there = upload(coder, table((*ROW[:5], "perhaps", "")))["Location"]
    page = coder.post(there, {"mapping": MAPPING}).content.decode()
    assert "<td>line 2</td><td>refused</td>" in page
    assert "“perhaps” is not among [values.position]" in page


def test_a_wrong_mapping_is_told_at_its_field_and_kept(coder):
    there = upload(coder)["Location"]
    form = coder.post(there, {"mapping": "[speakers]"}).context["form"]
    assert "A mapping has no “speakers”" in form.errors["mapping"][0]
    assert form["mapping"].value() == "[speakers]"


def test_a_file_that_is_too_large_is_not_taken(coder, monkeypatch):
    monkeypatch.setattr(importing, "MOST_BYTES", 10)
    assert "import it by the command" in upload(coder).context["form"].errors["file"][0]
    assert not Upload.objects.exists()


def test_nobody_imports_the_file_of_somebody_else(coder):
    there = upload(coder)["Location"]
    assert desk("coder", "another").get(there).status_code == 404


def test_only_who_may_suggest_stances_imports(db):
    assert desk("").get(IMPORT).status_code in {302, 403}
    assert desk("coder", "one-more").get(IMPORT).status_code == 200


def test_files_that_nobody_imported_are_deleted_after_a_day(coder, monkeypatch):
    upload(coder)
    upload(coder)
    assert Upload.objects.count() == 2
    monkeypatch.setattr(importing, "KEPT", timedelta(0))
    upload(coder)
    assert Upload.objects.count() == 1


def test_a_file_of_nothing_is_told(coder):
    there = upload(coder, "\n")["Location"]
    assert "empty" in coder.post(there, {"mapping": MAPPING}).context["form"].errors["mapping"][0]
