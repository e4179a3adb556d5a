"""The reading page without JavaScript: the same forms, sent by their buttons."""

import pytest
from playwright.sync_api import Locator, expect

from claims.models import Claim, Dismissal, Draft, Source, Speaker, Stance, Statement
from tests.support.browser import People, Person
from tests.support.newsroom import SERVICED, SLUG, UNSAFE, span

MONEY, LICENCE = "I want my money back for the whole season", "Sound Lines should lose its licence"


@pytest.fixture
def plain(article: Source, person: People) -> Person:
    made = person("coder", "carla", java_script_enabled=False)
    made.read(SLUG)
    return made


def button(who: Person, name: str) -> Locator:
    return who.card.get_by_role("button", name=name, exact=True)


def test_a_card_is_recorded_and_confirmed_by_plain_forms(plain: Person, person: People) -> None:
    plain.is_at(span(UNSAFE))
    plain.card.get_by_role("radio", name="The ferry Aurora is not safe to sail.").check()
    plain.card.get_by_role("radio", name="affirms").check()
    button(plain, "Record").click()
    plain.is_at(span(SERVICED))
    expect(plain.page.locator("#source-text .passage.waiting")).to_have_text(UNSAFE)
    rita = person("reviewer", "rita", java_script_enabled=False)
    rita.read(SLUG, "?review=1")
    rita.is_at(span(UNSAFE))
    button(rita, "Confirm").click()
    expect(rita.card.locator(".status")).to_have_text("confirmed")
    assert Stance.objects.values_list("position", "review_status").get() == ("affirms", "confirmed")


def test_an_error_stands_at_its_field_and_what_was_typed_is_kept(plain: Person) -> None:
    plain.card.get_by_label("Where it was said").fill("At the quay")
    text = plain.card.get_by_label("Text: of a quote, the words themselves")
    text.fill("The Aurora is a wreck")
    button(plain, "Record").click()
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_have_value("The Aurora is a wreck")
    expect(plain.card.get_by_label("Where it was said")).to_have_value("At the quay")
    plain.expected("422")


def test_speakers_and_claims_are_looked_up_with_a_button(plain: Person) -> None:
    plain.card.get_by_label("Find a speaker").fill("Adeyemi")
    button(plain, "Look up").first.click()
    plain.card.get_by_role("radio", name="Ruth Adeyemi").check()
    plain.card.get_by_label("Find a claim").fill("licence")
    button(plain, "Look up").nth(1).click()
    expect(plain.card.get_by_role("radio", name="Ruth Adeyemi")).to_be_checked()
    plain.card.get_by_role("radio", name="Sound Lines should lose its licence.").check()
    plain.card.get_by_role("radio", name="declines").check()
    button(plain, "Record").click()
    plain.is_at(span(SERVICED))
    said = Statement.objects.get()
    assert (said.speaker.slug, said.stances.get().claim.slug) == ("adeyemi", "licence-lost")


def test_a_new_speaker_and_a_new_claim_are_recorded_with_the_card(plain: Person) -> None:
    plain.page.get_by_role("link", name=MONEY).click()
    plain.card.get_by_text("New claim").click()
    new = plain.page.locator("#new-claim")
    new.get_by_label("Record this one").check()
    new.get_by_label("Text").fill("Passengers should get their money back.")
    new.get_by_label("Short name").fill("Money back")
    new.get_by_label("Kind").select_option("position")
    plain.card.get_by_role("radio", name="affirms").check()
    button(plain, "Record").click()
    plain.is_at(span("Safe Passage"))
    assert Speaker.objects.get(name="Mae Lin") == Statement.objects.get().speaker
    assert Claim.objects.get(name="Money back") == Stance.objects.get().claim


def test_passages_are_walked_through_dismissed_and_kept_as_drafts(plain: Person) -> None:
    plain.page.get_by_role("link", name="Next").click()
    plain.is_at(span(SERVICED))
    button(plain, "Not a statement").click()
    plain.is_at(span("The engine failure could not have been foreseen"))
    assert Dismissal.objects.get().exact == SERVICED
    plain.page.get_by_role("link", name=LICENCE).click()
    plain.is_at(span(LICENCE))
    plain.card.get_by_label("Where it was said").fill("At the quay")
    button(plain, "Keep as a draft").click()
    assert Draft.objects.get().fields["venue"] == "At the quay"
    plain.page.get_by_role("link", name="My drafts").click()
    plain.page.get_by_role("link", name=LICENCE).click()
    expect(plain.card.get_by_label("Where it was said")).to_have_value("At the quay")


def test_words_that_nobody_found_are_pasted(plain: Person) -> None:
    plain.page.get_by_label("Other words of the text").fill("Adeyemi wrote")
    plain.page.get_by_role("button", name="Make a card").click()
    plain.is_at(span("Adeyemi wrote"))


def test_a_text_is_marked_as_done(plain: Person) -> None:
    plain.page.get_by_role("button", name="Mark as done").click()
    expect(plain.page.locator("#progress")).to_contain_text("Done, says carla.")
    plain.page.get_by_role("link", name="Texts").click()
    expect(plain.page.get_by_role("row", name="Ferry to Skerry Island")).to_contain_text("yes, carla")


def test_nothing_is_shown_that_only_works_with_javascript(plain: Person) -> None:
    expect(plain.page.get_by_text("Use single keys")).to_be_hidden()
    expect(plain.page.get_by_role("button", name="Card for the selection")).to_be_hidden()
