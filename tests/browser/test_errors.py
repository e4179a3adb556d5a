"""What is refused: the error stands at its field, where the focus is, and everything that was filled in is kept."""

from playwright.sync_api import expect

from claims.models import Dismissal, Speaker, Statement
from tests.support.browser import Person
from tests.support.newsroom import SERVICED, SLUG, UNSAFE, span


def test_a_rule_that_a_field_breaks_stands_at_the_field(carla: Person) -> None:
    carla.card.get_by_label("Where it was said").fill("At the quay")
    text = carla.card.get_by_label("Text: of a quote, the words themselves")
    text.fill("The Aurora is a wreck")
    carla.press("Control+Enter")
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_have_accessible_description(
        f"The words “{UNSAFE}” that quote calder-2026-03-12-the-aurora-is-a-wreck cites are not in its text."
    )
    expect(text).to_be_focused()
    expect(text).to_have_value("The Aurora is a wreck")
    expect(carla.card.get_by_label("Where it was said")).to_have_value("At the quay")
    expect(carla.card.get_by_role("alert")).to_contain_text("Nothing was recorded.")
    expect(carla.notice).to_be_empty()
    text.fill(UNSAFE)
    carla.press("Control+Enter")
    carla.is_at(span(SERVICED))
    assert Statement.objects.get().venue == "At the quay"
    assert carla.copies() == []
    carla.expected("422")


def test_a_position_without_a_claim_is_refused_at_the_claims(carla: Person) -> None:
    carla.press("1", "r")
    claims = carla.card.get_by_role("group", name="Claim", exact=True)
    expect(claims).to_have_accessible_description(
        "Choose the claim that the position is on, or take the position back."
    )
    expect(claims.get_by_role("radio", name="No claim now")).to_be_focused()
    carla.press("c", "r")
    carla.is_at(span(SERVICED))
    carla.expected("422")


def test_a_new_speaker_who_is_here_already_is_offered(carla: Person) -> None:
    carla.card.get_by_text("New speaker").click()
    new = carla.page.locator("#new-speaker")
    new.get_by_label("Record this one").check()
    new.get_by_label("Name").fill("Ruth Adeyemi")
    carla.press("Control+Enter")
    speakers = carla.card.get_by_role("group", name="Speaker", exact=True)
    expect(speakers).to_have_accessible_description(
        "This speaker seems to be here already. Choose it, or say that it is another one."
    )
    speakers.get_by_role("radio", name="Ruth Adeyemi").check()
    carla.press("r")
    carla.is_at(span(SERVICED))
    assert Statement.objects.get().speaker == Speaker.objects.get(slug="adeyemi")
    carla.expected("422")


def test_r_on_a_recorded_passage_opens_the_form_for_another_claim(carla: Person) -> None:
    carla.press("c", "1", "r")
    carla.is_at(span(SERVICED))
    carla.press("p")
    carla.is_at(span(UNSAFE))
    carla.press("r")
    expect(carla.card.get_by_role("button", name="Add the stance")).to_be_visible()
    carla.press("Shift+C")
    carla.type("licence")
    expect(carla.card.get_by_role("radio", name="Sound Lines should lose its licence.")).to_be_visible()
    carla.press("ArrowDown", "1")
    carla.card.get_by_text("Condition, excerpt, why").click()
    carla.card.get_by_label("Why you see it so").fill("She asks for it later.")
    carla.press("Control+Enter")
    expect(carla.card.locator(".judged")).to_have_count(2)
    assert Statement.objects.get().stances.count() == 2
    assert carla.copies() == []


def test_the_card_of_dismissed_words_says_so(carla: Person) -> None:
    carla.read(SLUG, f"?at={span('Safe Passage')}")
    carla.press("x")
    carla.is_at(span(UNSAFE))
    expect(carla.page.locator("#source-text .passage.dismissed")).to_have_text("Safe Passage")
    carla.page.locator("#source-text .passage.dismissed").click()
    carla.is_at(span("Safe Passage"))
    expect(carla.card).to_contain_text("unknown · dismissed")
    carla.card.get_by_role("button", name="Offer it again").click()
    expect(carla.card.get_by_role("button", name="Not a statement")).to_be_visible()
    assert not Dismissal.objects.exists()
