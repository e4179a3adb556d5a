"""The desk's page for importing a file: a mapping is proposed, what would be done is shown, and then it is done."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import F

from claims.desk import importing
from claims.models import Stance, Statement, Upload
from claims.services.interchange import uploads
from tests.support.desk import desk
from tests.support.survey import MAPPING, OTHER, ROW, table

pytestmark = pytest.mark.django_db

IMPORT = "/desk/import/"
TEXT = table(ROW, OTHER)


@pytest.fixture
def coder(db):
    return desk("coder")


def upload(client, text=TEXT, name="survey.csv"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, text.encode()), "format": "csv"})


def page(client, there, **sent):
    """The page after a mapping was sent to it."""
    return client.post(there, {"mapping": MAPPING, **sent}, follow=True)


def test_a_file_is_looked_at_before_it_is_imported(coder):
    there = upload(coder)["Location"]
    assert there == f"{IMPORT}{Upload.objects.get().pk}/"
    assert "2 statements would be created" in page(coder, there).content.decode()
    assert not Statement.objects.exists()
    done = page(coder, there, **{"import": "yes"}).content.decode()
    assert "2 statements created" in done
    assert "/admin/claims/stance/?review_status__exact=suggested" in done
    assert Stance.objects.filter(review_status="suggested", coder=coder.user).count() == 2


def test_an_imported_file_is_not_kept_but_what_the_import_did_is(coder):
    there = upload(coder)["Location"]
    page(coder, there, **{"import": "yes"})
    assert bytes(Upload.objects.get().content) == b""
    assert "2 statements created" in coder.get(there).content.decode()


def test_a_second_click_does_not_import_again(coder):
    there = upload(coder)["Location"]
    page(coder, there, **{"import": "yes"})
    assert "2 statements created" in page(coder, there, **{"import": "yes"}).content.decode()


@pytest.mark.parametrize("name", ["report", "mapping", "file"])
def test_a_file_may_be_named_as_the_files_beside_it(coder, name):
    assert "2 statements would be created" in page(coder, upload(coder, name=name)["Location"]).content.decode()


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


def test_an_incident_in_a_column_is_in_the_mapping_that_is_proposed(coder):
    columns = ("Speaker", "Date", "Incident", "Statement", "URL")
    row = ("Mary Moe", "2025-03-01", "Drones over the port", "They came at night.", "https://example.org/1")
    there = upload(coder, table(row, columns=columns))["Location"]
    mapping = coder.get(there).context["form"]["mapping"].value()
    assert 'kind = ""' in mapping  # for the coder to fill in
    page(coder, there, mapping=mapping.replace('kind = ""', 'kind = "drone_sighting"'), **{"import": "yes"})
    incident = Statement.objects.get().incidents.get()
    assert (incident.name, str(incident.start_date)) == ("Drones over the port", "2025-03-01")
    assert incident.status == "reported"


def test_what_would_be_refused_is_shown_with_its_place_and_reason(coder):
    there = upload(coder, table((*ROW[:5], "perhaps", "")))["Location"]
    looked = page(coder, there).content.decode()
    assert "<td>line 2</td><td>refused</td>" in looked
    assert "“perhaps” is not among [values.position]" in looked


def test_a_wrong_mapping_is_told_at_its_field_and_kept(coder):
    there = upload(coder)["Location"]
    form = page(coder, there, mapping="[speakers]").context["form"]
    assert "A mapping has no “speakers”" in form.errors["mapping"][0]
    assert form["mapping"].value() == "[speakers]"


def test_what_an_import_recorded_before_its_file_became_unreadable_is_said_to_stay(coder):
    there = upload(coder, f'{TEXT}"a quotation mark that nothing closes')["Location"]
    looked = page(coder, there).content.decode()
    assert ("Nothing was recorded" in looked, "stays" in looked) == (True, False)
    ended = page(coder, there, **{"import": "yes"}).content.decode()
    assert Statement.objects.count() == 2
    assert ("Nothing was recorded" in ended, "What it recorded until then stays" in ended) == (False, True)


def test_a_mapping_that_cannot_be_stored_is_told_at_its_field(coder):
    there = upload(coder)["Location"]
    form = page(coder, there, mapping="# \u202e").context["form"]
    assert "nobody sees it" in form.errors["mapping"][0]
    assert form["mapping"].value() == "# \u202e"


def test_a_file_that_is_too_large_is_not_taken(coder, monkeypatch):
    monkeypatch.setattr(importing, "MOST_BYTES", 10)
    assert "import it by the command" in upload(coder).context["form"].errors["file"][0]
    assert not Upload.objects.exists()


def test_a_file_of_the_size_that_the_form_names_is_taken(coder):
    assert upload(coder, "x" * importing.MOST_BYTES).status_code == 302
    assert len(Upload.objects.get().content) == 20 * 1024**2


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
    assert "empty" in page(coder, there).context["form"].errors["mapping"][0]


@pytest.fixture
def started(monkeypatch):
    """The uploads for which a process would have been started."""
    started = []
    monkeypatch.setattr(uploads, "AT_ONCE", 0)
    monkeypatch.setattr(uploads, "start", started.append)
    return started


def test_a_large_file_is_read_by_a_process_and_the_page_tells_how_far_it_is(coder, started):
    there = upload(coder)["Location"]
    kept = Upload.objects.get()
    waiting = page(coder, there).content.decode()
    assert started == [kept.pk]
    assert "The file is being read." in waiting
    Upload.objects.update(done=len(TEXT) // 2)
    assert f'value="{len(TEXT) // 2}"' in coder.get(there).content.decode()
    call_command("import_upload", str(kept.pk))
    assert "2 statements would be created" in coder.get(there).content.decode()
    assert "The file is being imported." in page(coder, there, **{"import": "yes"}).content.decode()
    call_command("import_upload", str(kept.pk))
    assert "2 statements created" in coder.get(there).content.decode()
    assert Statement.objects.count() == 2


def test_a_file_is_read_by_one_process_at_a_time(coder, started):
    there = upload(coder)["Location"]
    page(coder, there)
    page(coder, there, **{"import": "yes"})
    assert len(started) == 1
    assert Upload.objects.get().dry_run


def test_an_import_whose_process_was_ended_goes_on_by_the_same_button(coder, started):
    there = upload(coder)["Location"]
    page(coder, there, **{"import": "yes"})
    Upload.objects.update(seen_at=F("seen_at") - timedelta(minutes=1))
    broken = coder.get(there).content.decode()
    assert "was broken off" in broken
    assert 'name="import"' in broken
    page(coder, there, **{"import": "yes"})
    assert len(started) == 2


def test_an_error_of_the_program_is_told_and_not_waited_for(coder, started, monkeypatch):
    there = upload(coder)["Location"]
    page(coder, there)
    monkeypatch.setattr(uploads.run, "run", lambda *given, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("import_upload", str(*started))
    assert "An error of the server" in coder.get(there).context["form"].errors["mapping"][0]


def test_an_upload_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="There is no upload 12"):
        call_command("import_upload", "12")
