"""Template tags for languages: the same page in the other ones."""

from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.utils.translation import get_language, pgettext

from tracker.languages import in_language

register = template.Library()


class PageInLanguage(NamedTuple):
    """Where the page is in a language, which is named in its own words."""

    code: str
    name: str
    address: str


@register.simple_tag(takes_context=True)
def all_languages(context: dict[str, Any]) -> list[PageInLanguage]:
    """This page, with its query string, in each language."""
    return [PageInLanguage(code, name, page_in(context, code)) for code, name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def other_languages(context: dict[str, Any]) -> list[PageInLanguage]:
    """The same in each language that the page is not shown in."""
    return [each for each in all_languages(context) if each.code != get_language()]


@register.simple_tag(takes_context=True)
def page_in(context: dict[str, Any], code: str) -> str:
    """The address of this page, with its query string, in the language `code`."""
    request = context["request"]
    return in_language(code, request.path_info, request.META.get("QUERY_STRING", ""))


@register.filter
def in_words(value: str) -> str:
    """A value of an enumeration, such as “official_text”, as a word of the page's language."""
    return pgettext("value", value.replace("_", " ")) if value else ""
