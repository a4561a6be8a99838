"""Precision, recall and F1 against gold annotations made by hand, and against the scorer of the gold."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.errors import InputError
from kgraph.evaluation import Evaluation, Tally, evaluate, read_gold, score
from kgraph.ontology import relations
from kgraph.store import Store
from tests.graph.records import BLINKEN, MFA, US, WANG, article, fill, line

ROOT = Path(__file__).resolve().parents[1]
SCORER = ROOT.parent / "shared" / "gold" / "score.py"

Row = dict[str, Any]


# Gold and predictions by hand


def gold(*relations: Row, doc: str = "talks", **optional: bool) -> Row:
    """A document about 王毅, 布林肯, 美国 and 中国外交部; of the entities named here, which are required."""
    named = [
        ("PERSON", "王毅", ["王毅", "王毅外长"]),
        ("PERSON", "布林肯", ["布林肯", "布林肯國務卿"]),
        ("COUNTRY", "美国", ["美国", "美"]),
        ("INSTITUTION", "中国外交部", ["中国外交部", "外交部"]),
    ]
    entities = [
        {"type": kind, "name": name, "names": names, "required": optional.get(name, True)}
        for kind, name, names in named
    ]
    return {"doc": doc, "entities": entities, "relations": list(relations)}


def asked(subject: str, relation: str, other: str, **more: Any) -> Row:
    values = {"titles": [], "dates": [], "status": [], "required": True}
    return {"subj": subject, "rel": relation, "obj": other} | values | more


def entity(kind: str, name: str, *aliases: str, doc: str = "talks") -> Row:
    return {"doc": doc, "type": kind, "name": name, "aliases": list(aliases)}


def fact(subject: str, relation: str, other: str, doc: str = "talks", **more: Any) -> Row:
    values = {"title": None, "date": None, "status": "actual"}
    return {"doc": doc, "subject": subject, "relation": relation, "object": other} | values | more


ALL_ENTITIES = [
    entity("PERSON", "王毅"),
    entity("PERSON", "布林肯"),
    entity("COUNTRY", "美国"),
    entity("INSTITUTION", "中国外交部"),
]
VISIT, MEETING = ("王毅", "VISIT", "美国"), ("王毅", "MEET", "布林肯")


def figures(tally: Tally) -> tuple[float, float, float]:
    return tally.precision, tally.recall, tally.f1


def told(gold_rows: list[Row], facts: list[Row]) -> Evaluation:
    """The score of facts, all entities being right."""
    return score(ALL_ENTITIES, facts, [gold(*gold_rows)])


# Figures


def test_all_right_is_one() -> None:
    result = told([asked(*VISIT), asked(*MEETING)], [fact(*VISIT), fact(*MEETING)])
    assert figures(result.entities["all"]) == figures(result.relations["all"]) == (1, 1, 1)
    assert (result.missed, result.extra) == ([], [])


def test_nothing_predicted_is_nought() -> None:
    result = score([], [], [gold(asked(*VISIT))])
    assert figures(result.entities["all"]) == figures(result.relations["all"]) == (0, 0, 0)
    assert (result.entities["all"].gold, result.relations["all"].gold) == (4, 1)
    assert result.missed == [("talks", *VISIT)]


def test_nothing_asked_and_nothing_predicted_is_nought_without_a_division() -> None:
    assert figures(Tally()) == (0, 0, 0)


def test_precision_and_recall_are_told_apart() -> None:
    # Two of four entities found, and one besides: P 2/3, R 2/4, F 2PR/(P+R) = 4/7.
    predicted = [entity("PERSON", "王毅"), entity("COUNTRY", "美国"), entity("PERSON", "耶伦")]
    result = score(predicted, [], [gold()])
    assert figures(result.entities["all"]) == pytest.approx((2 / 3, 1 / 2, 4 / 7))


def test_each_label_has_its_own_figures() -> None:
    predicted = [entity("PERSON", "王毅"), entity("PERSON", "耶伦"), entity("COUNTRY", "美国")]
    result = score(predicted, [], [gold()])
    found = {label: (one.hit, one.wrong, one.gold) for label, one in result.entities.items()}
    assert found == {"all": (2, 1, 4), "PERSON": (1, 1, 2), "COUNTRY": (1, 0, 1), "INSTITUTION": (0, 0, 1)}


def test_half_of_the_relations_right() -> None:
    wrong = fact("布林肯", "ACCUSE", "中国外交部")
    result = told([asked(*VISIT), asked(*MEETING)], [fact(*VISIT), wrong])
    assert figures(result.relations["all"]) == (0.5, 0.5, 0.5)
    assert result.missed == [("talks", *MEETING)]
    assert result.extra == [("talks", "布林肯", "ACCUSE", "中国外交部")]


def test_documents_are_scored_one_by_one() -> None:
    # The right entity in the wrong document is wrong there and missing here.
    golds = [gold(doc="one"), gold(doc="other")]
    predicted = [entity(row["type"], row["name"], doc="one") for row in ALL_ENTITIES]
    result = score([*predicted, entity("PERSON", "耶伦", doc="other")], [], golds)
    assert figures(result.entities["all"]) == pytest.approx((4 / 5, 4 / 8, 8 / 13))


def test_documents_without_gold_do_not_count() -> None:
    result = score([*ALL_ENTITIES, entity("PERSON", "耶伦", doc="unread")], [], [gold()])
    assert figures(result.entities["all"]) == (1, 1, 1)


# Which entity is meant


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        (entity("PERSON", "王毅外长"), True),
        (entity("PERSON", "布林肯", "布林肯國務卿"), True),
        (entity("PERSON", "安东尼·布林肯", "布林肯"), True),
        (entity("PLACE", "美国"), False),  # another type
        (entity("COUNTRY", "美利坚合众国", "美"), False),  # one character names nobody for certain
        (entity("COUNTRY", "美"), True),  # but as the name it does
        (entity("PERSON", "耶伦", "财长"), False),
    ],
)
def test_an_entity_is_known_by_its_names(predicted: Row, right: bool) -> None:
    tally = score([predicted], [], [gold()]).entities["all"]
    assert (tally.hit, tally.wrong) == ((1, 0) if right else (0, 1))


def test_two_predictions_of_one_entity_are_one_hit() -> None:
    tally = score([entity("PERSON", "王毅"), entity("PERSON", "王毅外长")], [], [gold()]).entities["all"]
    assert (tally.hit, tally.wrong) == (1, 0)


def test_a_canonical_name_goes_before_a_name_that_another_has_too() -> None:
    asking = gold(asked("王", "VISIT", "美国"))
    # 王 is also what the text calls 王毅, who stands first.
    asking["entities"][0]["names"].append("王")
    asking["entities"].append({"type": "PERSON", "name": "王", "names": ["王"], "required": True})
    predicted = [entity("PERSON", "王"), entity("COUNTRY", "美国")]
    assert score(predicted, [fact("王", "VISIT", "美国")], [asking]).relations["all"].hit == 1


def test_an_optional_entity_counts_neither_way() -> None:
    optional = gold(美国=False)
    for predicted in (ALL_ENTITIES, [one for one in ALL_ENTITIES if one["name"] != "美国"]):
        tally = score(predicted, [], [optional]).entities["all"]
        assert (figures(tally), tally.gold) == ((1, 1, 1), 3)


# Which relation is meant


# As the gold annotations give them, whatever a graph does with letters and attacks.
EITHER_ORDER = {"MEET", "CALL", "AGREE", "COOPERATE", "ASSAULT"}


@pytest.mark.parametrize("name", sorted(set(relations()) - {"CO_OCCURS"}))
def test_only_a_symmetric_relation_matches_in_either_order(name: str) -> None:
    tally = told([asked("王毅", name, "布林肯")], [fact("布林肯", name, "王毅")]).relations["all"]
    assert (tally.hit, tally.wrong) == ((1, 0) if name in EITHER_ORDER else (0, 1))


def test_a_relation_goes_by_its_entities_not_by_their_spelling() -> None:
    predicted = [entity("PERSON", "王毅外长"), entity("COUNTRY", "美")]
    result = score(predicted, [fact("王毅外长", "VISIT", "美")], [gold(asked(*VISIT))])
    assert figures(result.relations["all"]) == (1, 1, 1)


def test_a_relation_of_an_entity_with_the_wrong_label_is_wrong() -> None:
    predicted = [entity("PERSON", "王毅"), entity("PLACE", "美国")]
    tally = score(predicted, [fact(*VISIT)], [gold(asked(*VISIT))]).relations["VISIT"]
    assert (tally.hit, tally.wrong, tally.gold) == (0, 1, 1)


def test_a_relation_told_twice_counts_once() -> None:
    wrong = fact("布林肯", "ACCUSE", "中国外交部")
    tally = told([asked(*VISIT)], [fact(*VISIT), fact(*VISIT), wrong, wrong]).relations["all"]
    assert (tally.hit, tally.wrong) == (1, 1)


def test_relations_of_unknown_entities_are_wrong_one_by_one() -> None:
    unknown = [entity("PERSON", "耶伦"), entity("PERSON", "赖斯")]
    facts = [fact(who, name, "美国") for who in ("耶伦", "赖斯") for name in ("VISIT", "MEET")]
    result = score([*ALL_ENTITIES, *unknown], facts, [gold()])
    assert (result.relations["VISIT"].wrong, result.relations["MEET"].wrong) == (2, 2)


def test_the_other_label_of_the_same_two_is_wrong() -> None:
    result = told([asked(*MEETING)], [fact("王毅", "CALL", "布林肯")])
    counts = {label: (one.hit, one.wrong, one.gold) for label, one in result.relations.items()}
    assert counts == {"all": (0, 1, 1), "MEET": (0, 0, 1), "CALL": (0, 1, 0)}


def test_an_optional_relation_counts_neither_way() -> None:
    rows = [asked(*VISIT), asked(*MEETING, required=False)]
    for facts in ([fact(*VISIT)], [fact(*VISIT), fact(*MEETING)]):
        result = told(rows, facts)
        assert figures(result.relations["all"]) == (1, 1, 1)
        assert (result.missed, result.extra) == ([], [])


# Status, date and title of what was found


@pytest.mark.parametrize(
    ("accepted", "date", "right"),
    [
        (["2023-10-26"], "2023-10-26", True),
        (["2023-10"], "2023-10-26", True),  # more exact than asked
        (["2023-10-26"], "2023-10", True),  # less exact, but not wrong
        (["2023-10-26/2023-10-28"], "2023-10-26", True),
        (["2023-10-26"], "2023-10-26/2023-10-28", True),
        (["2023-01-05", "2023-10-26"], "2023-10-26", True),
        (["2023-10-26"], "2023-10-27", False),
        (["2023-10-26/2023-10-28"], "2023-10-28", False),  # the day it began counts
        (["2023-10-26"], None, False),
    ],
)
def test_dates(accepted: list[str], date: str | None, right: bool) -> None:
    result = told([asked(*VISIT, dates=accepted)], [fact(*VISIT, date=date)])
    assert result.attributes == {"date": (int(right), 1)}
    assert result.relations["all"].hit == 1  # the relation is right whatever its date


@pytest.mark.parametrize(
    ("accepted", "title", "right"),
    [
        (["部长"], "部长", True),
        (["外交部长"], "部长", True),
        (["部长"], "外交部长", True),
        (["委员", "部长"], "部长", True),
        (["部长"], "副主任", False),
        (["部长"], None, False),
    ],
)
def test_titles(accepted: list[str], title: str | None, right: bool) -> None:
    office = ("王毅", "HOLDS_OFFICE", "中国外交部")
    result = told([asked(*office, titles=accepted)], [fact(*office, title=title)])
    assert result.attributes == {"title": (int(right), 1)}
    assert result.relations["HOLDS_OFFICE"].hit == 1


@pytest.mark.parametrize(
    ("statuses", "right"),
    [(["actual"], True), (["planned", "actual"], True), (["claimed", "planned"], False)],
)
def test_statuses(statuses: list[str], right: bool) -> None:
    result = told([asked(*VISIT, status=statuses)], [fact(*VISIT)])
    assert result.attributes == {"status": (int(right), 1)}


def test_one_right_telling_is_enough() -> None:
    rows = [fact(*VISIT, date="2022-01-01", status="planned"), fact(*VISIT, date="2023-10-26")]
    result = told([asked(*VISIT, dates=["2023-10-26"], status=["actual"])], rows)
    assert result.attributes == {"status": (1, 1), "date": (1, 1)}


def test_what_the_gold_does_not_ask_or_was_not_found_has_no_attributes() -> None:
    assert told([asked(*VISIT)], [fact(*VISIT, date="2023-10-26")]).attributes == {}
    assert told([asked(*VISIT, dates=["2023-10-26"])], []).attributes == {}


# A store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A visit told, an office, and a name that the gold does not have."""
    talks = article(
        "talks",
        "2023-10-27",
        line("王毅26日抵达美国。", {"王毅": WANG, "美国": US}, (WANG, "VISIT", US, "2023-10-26")),
        line(
            "外交部长王毅同布林肯國務卿会谈。",
            {"外交部": MFA, "布林肯國務卿": BLINKEN},
            (WANG, "HOLDS_OFFICE", MFA, None, {"title": "部长"}),
        ),
    )
    with fill(tmp_path / "graph.duckdb", [talks]) as filled:
        yield filled


def written(folder: Path, **golds: Row) -> Path:
    folder.mkdir()
    for name, row in golds.items():
        (folder / f"{name}.json").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return folder


def test_a_store_against_a_folder_of_gold(store: Store, tmp_path: Path) -> None:
    office = asked("王毅", "HOLDS_OFFICE", "中国外交部", titles=["外交部长"])
    rows = [asked(*VISIT, dates=["2023-10-26"], status=["actual"]), asked(*MEETING), office]
    result = evaluate(store, [written(tmp_path / "gold", talks=gold(*rows))])
    assert figures(result.entities["all"]) == (1, 1, 1)
    assert figures(result.relations["all"]) == pytest.approx((1, 2 / 3, 4 / 5))
    assert result.attributes == {"status": (1, 1), "date": (1, 1), "title": (1, 1)}
    assert result.missed == [("talks", *MEETING)]


def test_a_document_that_the_store_lacks_is_named(store: Store, tmp_path: Path) -> None:
    folder = written(tmp_path / "gold", a=gold(), b=gold(doc="absent"), c=gold(doc="lost"))
    with pytest.raises(InputError, match=r"'absent'.*and 1 more"):
        evaluate(store, [folder])


def test_gold_is_read_in_order_of_paths_from_folders_within_folders(tmp_path: Path) -> None:
    folder = written(tmp_path / "gold", b=gold(doc="b"), a=gold(doc="a"))
    written(folder / "inner", c=gold(doc="c"))
    assert [row["doc"] for row in read_gold([folder])] == ["a", "b", "c"]
    assert [row["doc"] for row in read_gold([folder / "b.json"])] == ["b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot be read"),
        ("[]", "lacks doc, entities, relations"),
        ('{"doc": "a", "entities": []}', "lacks relations"),
        ('"doc entities relations"', "no gold annotation"),
    ],
)
def test_a_file_that_is_no_gold_is_named_with_what_it_lacks(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"broken\.json.*{message}"):
        read_gold([file])


def test_no_gold_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.json"):
        read_gold([tmp_path / "absent.json"])
    with pytest.raises(InputError, match="no gold file"):
        read_gold([tmp_path])


@pytest.mark.parametrize(
    "broken",
    [
        gold(asked("王毅", "MEET", "耶伦")),
        gold({"subj": "王毅", "rel": "VISIT", "obj": "美国"}),
        {"doc": "talks", "entities": [{"type": "PERSON", "name": "王毅"}], "relations": []},
    ],
    ids=["an end that is no entity", "a relation without its answers", "an entity without its names"],
)
def test_a_row_of_gold_that_cannot_be_scored_is_told(store: Store, tmp_path: Path, broken: Row) -> None:
    with pytest.raises(InputError):
        evaluate(store, [written(tmp_path / "gold", talks=broken)])


# The project's own gold


def golds() -> list[Row]:
    return read_gold([ROOT / "corpus" / "gold"])


def as_predicted(golds: list[Row]) -> tuple[list[Row], list[Row]]:
    """What a reader would give who agrees with the gold in everything."""
    entities = [
        entity(one["type"], one["name"], *one["names"], doc=row["doc"])
        for row in golds
        for one in row["entities"]
    ]
    facts = [
        fact(
            one["subj"],
            one["rel"],
            one["obj"],
            doc=row["doc"],
            title=next(iter(one["titles"]), None),
            date=next(iter(one["dates"]), None),
            status=next(iter(one["status"]), "actual"),
        )
        for row in golds
        for one in row["relations"]
    ]
    return entities, facts


def test_the_gold_of_the_corpus_agrees_with_itself() -> None:
    result = score(*as_predicted(golds()), golds())
    assert figures(result.entities["all"]) == figures(result.relations["all"]) == (1, 1, 1)
    assert all(right == total for right, total in result.attributes.values())
    assert result.attributes["date"][1] > 100  # and it does ask for dates


# The scorer that came with the gold


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the scorer lies beside the project, not in it, and is not here")
    spec = importlib.util.spec_from_file_location("gold_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rounded(tallies: dict[str, Tally]) -> dict[str, Row]:
    return {
        label: {
            "P": round(one.precision, 3),
            "R": round(one.recall, 3),
            "F": round(one.f1, 3),
            "gold": one.gold,
            "wrong": one.wrong,
        }
        for label, one in tallies.items()
    }


def agree(result: Evaluation, other: Row) -> None:
    assert rounded(result.entities) == other["entities"]
    assert rounded(result.relations) == other["relations"]
    shares = {name: (row["right"], row["of"]) for name, row in other["attributes"].items()}
    assert result.attributes == shares
    assert (result.missed, result.extra) == (other["missed"], other["extra"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_scorer_agrees_on_a_reader_with_faults(scorer: ModuleType, data: st.DataObject) -> None:
    some = data.draw(
        st.lists(st.sampled_from(golds()), min_size=1, max_size=2, unique_by=lambda row: row["doc"])
    )
    entities, facts = as_predicted(some)
    dice = data.draw(st.randoms(use_true_random=False))
    for row in entities:
        row["name"] = dice.choice([row["name"], *row["aliases"], "某人"])
        row["aliases"] = dice.sample(row["aliases"], dice.randint(0, len(row["aliases"])))
        row["type"] = dice.choice([row["type"]] * 5 + ["PLACE"])
    names = [row["name"] for row in entities] + ["某地"]
    for row in facts:
        row["subject"] = dice.choice([row["subject"]] * 3 + names[:4])
        row["object"] = dice.choice([row["object"]] * 3 + names[-4:])
        if dice.random() < 0.3:
            row["subject"], row["object"] = row["object"], row["subject"]
        row["relation"] = dice.choice([row["relation"]] * 4 + ["MEET", "VISIT"])
        row["title"] = dice.choice([row["title"], None, "部长"])
        row["date"] = dice.choice([row["date"], None, (row["date"] or "2020")[:4], "2023-10-26/2023-10-28"])
        row["status"] = dice.choice(["actual", "planned", row["status"]])
    entities = dice.sample(entities, dice.randint(0, len(entities)))
    facts = dice.choices(facts, k=dice.randint(0, len(facts)))
    agree(score(entities, facts, some), scorer.score(entities, facts, some))


def test_the_scorer_agrees_on_the_exports_of_a_build(scorer: ModuleType, tmp_path: Path) -> None:
    names = ["2021-03-20-anchorage", "2015-11-07-singapore-meeting", "2023-03-27-honduras-briefing"]
    articles = [ROOT / "corpus" / "articles" / f"{name}.txt" for name in names]
    paths = [ROOT / "corpus" / "gold" / f"{name}.json" for name in names]
    with kgraph.build(articles, tmp_path / "out", views=False) as graph:
        files = [graph.export(tmp_path / f"{name}.jsonl", name) for name in ("entities", "facts")]
        result = graph.evaluate(*paths)
    agree(result, scorer.score(*map(scorer.read_jsonl, files), read_gold(paths)))
    # Figures of a reader that reads something, or the two would agree on nothing.
    assert result.entities["all"].f1 > 0.5
    assert result.relations["all"].f1 > 0.3
