"""Two people on one text see each other's work, and neither loses or overwrites anything."""

from playwright.sync_api import expect

from claims.models import Draft, Statement
from tests.support.browser import People, Person
from tests.support.newsroom import SERVICED, SLUG, UNSAFE, span


def wait_ten_seconds(at: Person) -> None:
    at.page.clock.fast_forward(10_500)


def test_what_one_records_the_other_sees_and_goes_on_typing(carla: Person, person: People) -> None:
    otto = person("coder", "otto")
    otto.page.clock.install()
    otto.read(SLUG, f"?at={span(SERVICED)}")
    venue = otto.card.get_by_label("Where it was said")
    venue.focus()
    otto.type("At the qu")
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    wait_ten_seconds(otto)
    expect(otto.page.locator("#source-text .passage.waiting")).to_have_text(UNSAFE)
    expect(otto.page.locator("#progress")).to_contain_text("2 of 15 · 14 left")
    otto.type("ay")
    expect(venue).to_have_value("At the quay")
    otto.is_at(span(SERVICED))


def test_who_records_the_same_words_second_is_told_and_shown_what_is_there(carla: Person, person: People) -> None:
    otto = person("coder", "otto")
    otto.read(SLUG)
    otto.press("c", "2")
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    otto.press("r")
    expect(otto.card.get_by_role("alert")).to_contain_text("Nothing was recorded.")
    there = otto.card.get_by_role("alert").get_by_role("link")
    expect(there).to_contain_text(UNSAFE)
    assert there.get_attribute("href") == f"/admin/claims/statement/{Statement.objects.get().pk}/change/"
    assert otto.card.locator("article").count() == 1
    otto.expected("422")


def test_a_draft_comes_back_in_another_browser_of_the_same_account_only(carla: Person, person: People) -> None:
    carla.card.get_by_label("Where it was said").focus()
    with carla.page.expect_response(lambda answer: answer.status == 204):
        carla.type("At the quay")
    assert carla.copies() == []
    again, otto = person("coder", "carla"), person("coder", "otto")
    again.read(SLUG, f"?at={span(UNSAFE)}")
    expect(again.card.get_by_label("Where it was said")).to_have_value("At the quay")
    expect(again.page.locator("#source-text .passage.draft")).to_have_text(UNSAFE)
    otto.read(SLUG, f"?at={span(UNSAFE)}")
    expect(otto.card.get_by_label("Where it was said")).to_have_value("")
    again.open("/desk/drafts/").get_by_role("link", name=UNSAFE).click()
    again.is_at(span(UNSAFE))
    again.card.get_by_role("button", name="Discard the draft").click()
    expect(again.card.get_by_label("Where it was said")).to_have_value("")
    assert not Draft.objects.exists()


def test_the_button_that_keeps_a_draft_shows_that_it_is_kept(carla: Person) -> None:
    carla.card.get_by_role("button", name="Keep as a draft").click()
    expect(carla.page.locator("#source-text .passage.draft")).to_have_text(UNSAFE)
    expect(carla.card.get_by_role("button", name="Discard the draft")).to_be_visible()
