"""Reading the corpora: what the files look like, and what is said of one that looks otherwise."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from corpora import line_words, sentences, tagged_sentences, word_ends


def test_tagged_characters_with_white_space_among_them(tmp_path: Path) -> None:
    path = tmp_path / "a.bio"
    path.write_text("陆 B-PER\n海 I-PER\n  O\n说 O\n\n\n好 O\n", encoding="utf-8")
    assert list(tagged_sentences(path)) == [
        ("陆海 说", ["B-PER", "I-PER", "O", "O"]),
        ("好", ["O"]),
    ]


def test_packed_and_plain_files_read_alike(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.bio", tmp_path / "a.bio.gz"
    plain.write_text("陆 B-PER\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(tagged_sentences(plain)) == list(tagged_sentences(packed)) == [("陆", ["B-PER"])]


@pytest.mark.parametrize("line", ["陆", "陆海 B-PER", "陆B-PER"])
def test_a_line_that_is_no_character_and_tag_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.bio"
    path.write_text(f"说 O\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.bio, line 2: not 'char TAG'"):
        list(tagged_sentences(path))


def test_sentences_of_a_treebank(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(
        "# text = 買了 iPhone 手機。\n1\t買\t買\n2\t了\t了\n3\tiPhone\t_\n4\t手機\t_\n5\t。\t_\n\n"
        "1\t好\t好\n2\t了\t了\n",
        encoding="utf-8",
    )
    assert list(sentences(path)) == [
        ("買了 iPhone 手機。", ["買", "了", "iPhone", "手機", "。"]),
        ("好了", ["好", "了"]),
    ]


def test_a_text_that_is_not_that_of_the_words_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text('# text = “好”\n1\t"\t_\n2\t好\t_\n3\t"\t_\n', encoding="utf-8")
    assert list(sentences(path)) == [('"好"', ['"', "好", '"'])]


def test_a_number_without_a_word_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text("1\t好\t_\n2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.conllu, line 2: no word"):
        list(sentences(path))


def test_ends_of_words() -> None:
    assert word_ends("甲 乙丙", ["甲", "乙丙"]) == [1, 4]
    assert word_ends("甲 乙丙丁", ["甲", "乙丙"]) == []
    assert word_ends("甲 乙", ["甲", "丙"]) == []


def test_letters_and_figures_are_half_width(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ＡＰＥＣ　２０　．５％\n\n好 了\n", encoding="utf-8")
    assert list(line_words(path)) == [["APEC", "20", ".5%"], ["好", "了"]]
