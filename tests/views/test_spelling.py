import pytest

from kgraph.views.spelling import spelling_table


@pytest.mark.parametrize(
    ("name", "char", "readings"),
    [
        ("王毅", "毅", {"yi"}),
        ("呂秀蓮", "吕", {"lv"}),
        ("重庆", "重", {"zhong", "chong"}),
        ("曾庆红", "曾", {"ceng", "zeng"}),
        ("单霁翔", "单", {"dan", "shan"}),
    ],
)
def test_a_character_has_its_common_readings(name: str, char: str, readings: set[str]) -> None:
    assert readings <= set(spelling_table([name])[char].split())


def test_only_chinese_characters_are_read() -> None:
    assert spelling_table(["APEC 2023", "Ёлкин", "🎌", ""]) == {}


def test_both_scripts_share_an_entry() -> None:
    assert spelling_table(["馬英九"]) == spelling_table(["马英九"])
