import pytest

from kgraph.views.folding import fold_table


@pytest.mark.parametrize("names", [["习近平", "美国"], ["習近平", "美國"]])
def test_the_table_serves_names_in_either_script(names: list[str]) -> None:
    table = fold_table(names)
    assert "".join(table.get(char, char) for char in "習近平") == "习近平"
    assert "灣" not in table


def test_a_phrase_folds_character_by_character() -> None:
    assert fold_table(["乾隆"])["乾"] == "干"


def test_no_names() -> None:
    assert fold_table([]) == {}
