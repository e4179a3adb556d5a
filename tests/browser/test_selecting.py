"""Words that a person selects become a card with exactly these words."""

from playwright.sync_api import expect

from claims.models import Citation, Source
from tests.support.browser import Person
from tests.support.newsroom import SLUG, TEXT, span

BEFORE, AFTER = "second engine failure in a month", "We will not sail with a broken engine"


def card_for(carla: Person, words: str) -> None:
    carla.is_at(span(words))
    assert carla.card.get_by_role("heading").locator("q").text_content() == words
    expect(carla.page.locator("#source-text [aria-current]")).to_have_text(words)


def test_words_selected_with_the_mouse_become_a_card(carla: Person) -> None:
    carla.select(BEFORE)
    carla.page.get_by_role("button", name="Card for the selection").click()
    card_for(carla, BEFORE)


def test_w_makes_a_card_for_the_selected_words(carla: Person) -> None:
    carla.select(BEFORE)
    carla.press("w")
    card_for(carla, BEFORE)


def test_words_after_an_emoji_in_a_later_paragraph_are_the_selected_ones(carla: Person) -> None:
    carla.select("Adeyemi wrote")
    carla.press("w")
    card_for(carla, "Adeyemi wrote")
    carla.select("sail with a broken")
    carla.press("w")
    card_for(carla, "sail with a broken")


def test_a_paragraph_selected_with_three_clicks_is_the_whole_paragraph(carla: Person) -> None:
    for paragraph in (TEXT.splitlines()[6], TEXT.splitlines()[-1]):
        shown = carla.page.locator("#source-text p").filter(has_text=paragraph[-30:])
        shown.click(click_count=3, position={"x": 3, "y": 3})
        carla.press("w")
        carla.is_at(span(paragraph))


def test_a_selection_over_two_paragraphs_has_the_words_between_its_ends(carla: Person) -> None:
    carla.page.evaluate(
        """() => {
          const [, , first, second] = document.querySelectorAll("#source-text p");
          getSelection().setBaseAndExtent(first, 0, second, second.childNodes.length);
        }"""
    )
    carla.press("w")
    carla.is_at(span("\n".join(TEXT.splitlines()[4:7])))


def test_only_white_space_makes_no_card(carla: Person) -> None:
    carla.page.evaluate(
        """() => {
          const [paragraph] = document.querySelectorAll("#source-text p");
          getSelection().setBaseAndExtent(paragraph.firstChild, 6, paragraph.firstChild, 7);
        }"""
    )
    expect(carla.page.get_by_role("button", name="Card for the selection")).to_be_hidden()


def test_selected_words_are_recorded_with_their_place(carla: Person, article: Source) -> None:
    carla.select("Adeyemi wrote")
    carla.press("w")
    card_for(carla, "Adeyemi wrote")
    carla.press("s")
    carla.type("Adeyemi")
    expect(carla.card.get_by_role("radio", name="Ruth Adeyemi")).to_be_visible()
    carla.press("ArrowDown", "r")
    expect(carla.page.locator("#source-text .passage.recorded")).to_have_text("Adeyemi wrote")
    cited = Citation.objects.get()
    assert (cited.exact, f"{cited.start}-{cited.end}") == ("Adeyemi wrote", span("Adeyemi wrote"))


def test_words_can_be_pasted_instead_of_selected(carla: Person) -> None:
    field = carla.page.get_by_label("Other words of the text")
    field.focus()
    carla.type(BEFORE)
    carla.press("Enter")
    card_for(carla, BEFORE)
    field.fill("words that nobody said")
    field.press("Enter")
    expect(carla.card).to_contain_text("These words do not stand in the text, letter by letter.")
    carla.read(SLUG, f"?at={span(AFTER)}")
    card_for(carla, AFTER)


def test_a_click_on_a_passage_opens_its_card_and_a_selection_in_it_does_not(carla: Person) -> None:
    carla.page.locator("#source-text .passage").filter(has_text=AFTER).click()
    carla.is_at(span(AFTER))
    carla.select("Aurora is not safe")
    expect(carla.page.get_by_role("button", name="Card for the selection")).to_be_visible()
    carla.is_at(span(AFTER))
