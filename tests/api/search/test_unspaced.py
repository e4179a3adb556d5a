"""Words inside texts in scripts without spaces: they are found, marked and matched without a dictionary."""

from typing import Any

import pytest

from tests.support.clients import Get
from tests.support.factories import ClaimFactory

pytestmark = pytest.mark.django_db

TEXTS = {
    "zh": ("中国人民银行宣布了新的货币政策。", ["中国", "人民", "银行", "人民银行", "货币政策", "新"]),
    "ja": (
        "北朝鮮が2025年に弾道ミサイルを発射した。",
        ["北朝鮮", "弾道", "ミサイル", "弾道ミサイル", "発射", "2025", "2025年"],
    ),
    "th": ("รัฐบาลไทยประกาศปิดสนามบินสองแห่ง", ["รัฐบาล", "ประกาศ", "สนามบิน", "ปิดสนามบิน"]),
    "lo": ("ລັດຖະບານລາວປິດສະໜາມບິນ", ["ລັດຖະບານ", "ສະໜາມບິນ", "ລາວ"]),
    "km": ("រដ្ឋាភិបាលបានបិទព្រលានយន្តហោះ", ["រដ្ឋាភិបាល", "ព្រលានយន្តហោះ", "បិទ"]),
    "my": ("အစိုးရကလေဆိပ်ကိုပိတ်ခဲ့သည်", ["အစိုးရ", "လေဆိပ်", "ပိတ်"]),
    "zh-TW": ("NATO代表團訪問了F-16戰機的基地", ["NATO", "代表團", "F-16", "戰機", "基地"]),
}
INSIDE = [(language, text, word) for language, (text, words) in TEXTS.items() for word in words if len(word) > 1]
ABSENT = [("zh", "人银"), ("zh", "政币"), ("zh", "国银行"), ("ja", "朝鮮弾道"), ("th", "ไทยสนามบิน"), ("my", "လေသည်")]


def found(answer: Any) -> list[str]:
    return [row["slug"] for row in answer["results"]]


@pytest.mark.parametrize(("language", "text", "word"), INSIDE)
def test_a_word_inside_is_found_and_marked(get: Get, language: str, text: str, word: str) -> None:
    ClaimFactory(slug="one", name="x", text=text, language=language)
    (row,) = get(f"search/?q={word}")["results"]
    assert [row[mark["field"]][mark["start"] : mark["end"]] for mark in row["highlights"]] == [word]


@pytest.mark.parametrize(("language", "word"), ABSENT)
def test_characters_that_do_not_follow_one_another_are_not_found(get: Get, language: str, word: str) -> None:
    ClaimFactory(name="x", text=TEXTS[language][0], language=language)
    assert found(get(f"search/?q={word}")) == []


def test_only_the_place_where_all_characters_stand_is_marked(get: Get) -> None:
    ClaimFactory(name="x", text="中国和国人说中国人民来了。", language="zh")
    (row,) = get("search/?q=中国人")["results"]
    assert [(mark["start"], mark["end"]) for mark in row["highlights"]] == [(6, 9)]


@pytest.mark.parametrize("query", ["国行", "中行人", "政币"])
def test_two_characters_are_not_suggested_for_two_others(get: Get, query: str) -> None:
    ClaimFactory(name="x", text="中国人民银行宣布了新的货币政策。", language="zh")
    answer = get(f"search/?q={query}")
    assert (answer["results"], answer["suggestion"]) == ([], None)


def test_a_character_that_stands_alone_is_a_word(get: Get) -> None:
    ClaimFactory(slug="one", name="x", text="The sign 水 means water.", language="en")
    ClaimFactory(slug="two", name="x", text="于2025年在北京。", language="zh")
    assert found(get("search/?q=水")) == ["one"]
    assert found(get("search/?q=年")) == ["two"]


def test_words_in_quotes_may_be_several(get: Get) -> None:
    ClaimFactory(slug="one", name="x", text="เขากล่าวว่า รัฐบาลไทย ปิดสนามบิน", language="th")
    assert found(get('search/?q="รัฐบาลไทย ปิดสนามบิน"')) == ["one"]
    assert found(get('search/?q="ปิดสนามบิน รัฐบาลไทย"')) == []


def test_a_passage_finds_its_claim_and_names_what_they_share(get: Get) -> None:
    ClaimFactory(slug="bank", name="x", text="中国人民银行宣布了新的货币政策。", language="zh")
    ClaimFactory(slug="airport", name="x", text="机场因无人机关闭。", language="zh")
    passage = "据报道，人民银行的政策没有变化。"
    (match,) = get(f"claims/match/?text={passage}")["results"]
    assert match["claim"]["slug"] == "bank"
    assert [each["word"] for each in match["words"]] == ["人民银行", "政策"]
    assert [passage[each["start"] : each["end"]] for each in match["words"]] == ["人民银行", "政策"]


def test_a_copy_is_recognised(coder: Any) -> None:
    ClaimFactory(slug="bank", name="银行", text="中国人民银行宣布了新的货币政策。", language="zh", context="")
    ClaimFactory(slug="airport", name="机场", text="机场因无人机关闭。", language="zh", context="")
    body = {
        "text": "中国人民银行宣布新的货币政策。",
        "name": "货币",
        "kind": "event",
        "checkable": True,
        "language": "zh",
    }
    answer = coder.post("claims/", body)
    (wrong,) = answer.json()["errors"]
    assert (answer.status_code, [each["slug"] for each in wrong["candidates"]]) == (409, ["bank"])
