"""A lost connection, or a login that has ended: nothing that was typed is lost, and it is recorded afterwards."""

from typing import Any

from django.contrib.auth.models import User
from playwright.sync_api import expect

from claims.models import Source, Stance, Statement
from tests.support.browser import People, Person
from tests.support.newsroom import SERVICED, UNSAFE, span

# What Chromium and htmx write to the console about a request that failed.
NOT_SENT = r"net::ERR_|htmx:(sendError|afterRequest)"


def venue(carla: Person) -> Any:
    return carla.card.get_by_label("Where it was said")


def fill_in(carla: Person) -> None:
    carla.press("c", "2")
    venue(carla).focus()
    carla.type("At the quay")


def recorded() -> None:
    assert Statement.objects.values_list("text", "venue").get() == (UNSAFE, "At the quay")
    assert Stance.objects.values_list("claim__slug", "position").get() == ("aurora-unsafe", "denies")


def test_what_was_typed_without_a_connection_survives_a_reload_and_is_recorded(carla: Person) -> None:
    carla.context.set_offline(True)
    fill_in(carla)
    carla.press("Control+Enter")
    expect(carla.notice).to_contain_text("There is no connection. Nothing was recorded; what you typed stays here.")
    assert not Statement.objects.exists()
    carla.context.set_offline(False)
    carla.page.reload()
    expect(carla.notice).to_contain_text("What you typed here is back. It is not recorded yet.")
    expect(venue(carla)).to_have_value("At the quay")
    expect(carla.card.get_by_role("radio", name="denies")).to_be_checked()
    carla.press("r")
    carla.is_at(span(SERVICED))
    expect(carla.notice).to_be_empty()
    recorded()
    assert carla.copies() == []
    carla.expected(NOT_SENT)


def test_the_same_page_records_when_the_connection_is_back(carla: Person) -> None:
    carla.context.set_offline(True)
    fill_in(carla)
    carla.press("Control+Enter")
    expect(carla.notice).to_contain_text("There is no connection.")
    carla.context.set_offline(False)
    carla.press("Control+Enter")
    carla.is_at(span(SERVICED))
    expect(carla.notice).to_be_empty()
    recorded()
    assert carla.copies() == []
    carla.expected(NOT_SENT)


def test_what_was_typed_just_before_the_next_card_is_back_with_its_card(carla: Person) -> None:
    fill_in(carla)
    carla.press("Escape", "n")
    carla.is_at(span(SERVICED))
    expect(venue(carla)).to_have_value("")
    carla.press("p")
    carla.is_at(span(UNSAFE))
    expect(venue(carla)).to_have_value("At the quay")
    carla.press("r")
    carla.is_at(span(SERVICED))
    recorded()
    assert carla.copies() == []


def test_what_was_typed_about_other_words_is_not_put_into_a_card(carla: Person, article: Source) -> None:
    carla.context.set_offline(True)
    fill_in(carla)
    expect(carla.notice).to_contain_text("There is no connection.")
    carla.context.set_offline(False)
    Source.objects.filter(pk=article.pk).update(content=article.content.replace("Aurora is", "Astrid is"))
    carla.page.reload()
    carla.is_at(span(UNSAFE))
    expect(venue(carla)).to_have_value("")
    carla.expected(NOT_SENT)


def test_an_answer_that_never_comes_leaves_everything_as_it_was(carla: Person) -> None:
    fill_in(carla)
    carla.page.route("**/desk/read/**", lambda route: route.abort())
    carla.press("Control+Enter")
    expect(carla.notice).to_contain_text("There is no connection. Nothing was recorded")
    expect(venue(carla)).to_have_value("At the quay")
    carla.page.unroute_all()
    carla.press("Control+Enter")
    carla.is_at(span(SERVICED))
    recorded()
    carla.expected(NOT_SENT)


def test_the_notice_of_a_lost_connection_goes_when_the_page_hears_from_the_server_again(carla: Person) -> None:
    carla.page.clock.install()
    carla.page.reload()
    carla.context.set_offline(True)
    carla.page.clock.fast_forward(10_500)
    expect(carla.notice).to_have_text("There is no connection.")
    carla.context.set_offline(False)
    carla.page.clock.fast_forward(10_500)
    expect(carla.notice).to_be_empty()
    carla.expected(NOT_SENT)


def test_who_is_logged_out_logs_in_in_another_tab_and_records(carla: Person, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    user = User.objects.get(username="carla")
    user.set_password("correct horse battery")
    user.save()
    carla.log_out()
    fill_in(carla)
    carla.press("Control+Enter")
    expect(carla.notice).to_contain_text("You are logged out. Nothing was recorded; what you typed stays here.")
    other = carla.tab()
    other.goto("/admin/login/")
    other.get_by_label("Username").fill("carla")
    other.get_by_label("Password").fill("correct horse battery")
    other.get_by_role("button", name="Log in").click()
    other.wait_for_url("**/admin/")
    carla.press("Control+Enter")
    expect(carla.notice).to_contain_text("You have logged in again, or your role has changed. Nothing was recorded")
    expect(venue(carla)).to_have_value("At the quay")
    carla.press("Control+Enter")
    carla.is_at(span(SERVICED))
    recorded()
    assert carla.copies() == []
    carla.expected("40[13]|htmx:afterRequest")


def test_what_somebody_else_typed_in_the_same_browser_is_not_shown(carla: Person, person: People) -> None:
    carla.context.set_offline(True)
    fill_in(carla)
    carla.press("Control+Enter")
    expect(carla.notice).to_contain_text("There is no connection.")
    carla.context.set_offline(False)
    carla.client = person("coder", "otto").client
    carla.log_in()
    carla.page.reload()
    carla.is_at(span(UNSAFE))
    expect(venue(carla)).to_have_value("")
    carla.expected(NOT_SENT)
