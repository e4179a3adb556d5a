"""What an import would do is read on a telephone as well."""

from tests.support.survey import MAPPING, ROW, table

TOO_LONG = (*ROW[:6], "x" * 10_001)


def test_the_preview_of_an_import_fits_a_narrow_window(person, transactional_db):
    carla = person("coder", "carla", width=340)
    page = carla.open("/desk/import/")
    survey = {"name": "survey.csv", "mimeType": "text/csv", "buffer": table(TOO_LONG, ROW).encode()}
    page.locator("input[type=file]").set_input_files([survey])
    page.get_by_role("button", name="Go on").click()
    page.locator("textarea").fill(MAPPING)
    page.get_by_role("button", name="Look at what it would do").click()
    page.get_by_role("cell", name="line 2", exact=True).wait_for()
    assert carla.wider() == 0
