"""Compile the gazetteers, the organs, titles and words of the rule files into a lexicon.

All surfaces go into one Aho-Corasick automaton over folded text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation

from kgraph.language.lexicon import Lexicon, Sense, Surface
from kgraph.language.surnames import is_chinese_name
from kgraph.language.tails import tails
from kgraph.rules import (
    CompoundRow,
    ContextRow,
    ContinuationRow,
    EntityRow,
    OrganRow,
    SuffixRow,
    TitleRow,
    WordRow,
    collector_paused,
    read_rows,
    rule_rows,
)
from kgraph.script import fold, fold_all

__all__ = ["build_lexicon"]

_GAZETTEERS = ("countries", "places", "institutions", "officials", "events")
_PAIRED = ("两国", "关系", "双方", "友好", "合作", "建交", "贸易")
_DIVISIONS = frozenset("省市州县区")
_MISSION = ("大使馆", "领事馆")


def build_lexicon(user_files: Iterable[Path] = (), triggers: Iterable[tuple[str, str]] = ()) -> Lexicon:
    """Compile the shipped rule files and the user's gazetteers.

    Parameters
    ----------
    user_files : iterable of pathlib.Path
        Gazetteers of the user, JSONL of :class:`~kgraph.rules.EntityRow`, or CSV.
    triggers : iterable of (str, str)
        Words of the patterns, with the id of their pattern.

    Returns
    -------
    Lexicon

    Raises
    ------
    RuleError
        If a row cannot be used.
    """
    with collector_paused():
        return _compiled(user_files, triggers)


def _compiled(user_files: Iterable[Path], triggers: Iterable[tuple[str, str]]) -> Lexicon:
    lexicon = Lexicon()
    for name in _GAZETTEERS:
        lexicon.entities.update((row.id, row) for row in rule_rows(name, EntityRow))
    for path in user_files:
        _lay_over(lexicon.entities, path)
    lexicon.organs = {row.id: row for row in rule_rows("organs", OrganRow)}
    lexicon.titles = {row.id: row for row in rule_rows("titles", TitleRow)}
    lexicon.contexts = {row.id: row for row in rule_rows("contexts", ContextRow)}
    lexicon.words = {row.id: frozenset(row.words) for row in rule_rows("words", WordRow)}
    continuations = list(rule_rows("continuations", ContinuationRow))
    lexicon.shorts = _shorts(lexicon.entities.values())

    single: dict[str, list[Sense]] = {}
    told = list(_single(lexicon, triggers))
    for text, (_, sense) in zip(fold_all([text for text, _ in told]), told, strict=True):
        senses = single.setdefault(text, [])
        if sense not in senses:
            senses.append(sense)
    for text, owners in tails(lexicon.entities).items():
        known = single.get(fold(text), [])
        parties = all(lexicon.entities[ref].kind == "party" for ref in owners)
        # 民主党 is an ending too; 国家银行 is no more than that.
        if not known or (parties and all(sense.ref == "words:suffix" for sense in known)):
            single[fold(text)] = [*(Sense("tail", ref) for ref in owners), *known]
    surfaces = {
        text: Surface(
            text,
            tuple(senses),
            any(_is_strong(text, sense, lexicon) for sense in senses),
            tail=senses[0].kind == "tail" and senses[-1].kind != "word",
        )
        for text, senses in single.items()
    }
    for compound in _compounds(lexicon, surfaces):
        surfaces.setdefault(compound.text, compound)
    lexicon.surfaces = [_guarded(surface, continuations) for surface in surfaces.values()]
    lexicon.automaton = AhoCorasick(
        [surface.text for surface in lexicon.surfaces],
        implementation=Implementation.ContiguousNFA,
        store_patterns=False,
    )
    return lexicon


def _guarded(surface: Surface, continuations: Sequence[ContinuationRow]) -> Surface:
    """The surface with what may not follow it, if it is a name with an ending that goes on."""
    senses = surface.pieces[-1][1] if surface.pieces else surface.senses
    if not any(sense.kind in {"entity", "side", "organ", "tail"} for sense in senses):
        return surface
    rows = [row for row in continuations if surface.text.endswith(row.ending)]
    return surface._replace(
        not_before=tuple(text for row in rows for text in row.next),
        unless=tuple(text for row in rows for text in row.unless),
        towards=tuple(text for row in rows for text in row.towards),
    )


def _lay_over(entities: dict[str, EntityRow], path: Path) -> None:
    for row in read_rows(path, EntityRow):
        if row.off:
            entities.pop(row.id, None)
        else:
            entities[row.id] = row


def _shorts(rows: Iterable[EntityRow]) -> dict[str, tuple[str, ...]]:
    shorts: dict[str, list[str]] = {}
    for row in rows:
        for short in row.short if row.label != "PERSON" else ():
            shorts.setdefault(short, []).append(row.id)
    return {short: tuple(ids) for short, ids in shorts.items()}


def _single(lexicon: Lexicon, triggers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Sense]]:
    for entity in lexicon.entities.values():
        for text in (entity.name, *entity.aliases):
            yield text, Sense("entity", entity.id)
        for text in entity.sides:
            yield text, Sense("side", entity.id)
        for text in entity.short:
            if entity.label == "PERSON":
                yield text, Sense("hint", entity.id)
            elif len(text) > 1:
                yield text, Sense("entity", entity.id)
    for organ in lexicon.organs.values():
        for text in (organ.name, *organ.aliases):
            yield text, Sense("organ", organ.id)
        for text in organ.heads:
            yield text, Sense("head", organ.id)
    for title in lexicon.titles.values():
        for text in (title.title, *title.aliases):
            yield text, Sense("title", title.id)
    for word_class, words in lexicon.words.items():
        for text in sorted(words):
            yield text, Sense("word", word_class)
    for suffix in rule_rows("suffixes", SuffixRow):
        for text in suffix.suffixes:
            if len(text) > 1:
                yield text, Sense("word", "words:suffix")
    for text, ref in triggers:
        yield text, Sense("trigger", ref)


def _is_strong(text: str, sense: Sense, lexicon: Lexicon) -> bool:
    """Whether a surface in this sense needs no word boundary to count."""
    if sense.kind == "entity":
        label = lexicon.entities[sense.ref].label
        if label == "PERSON":
            # Three characters of a foreign name may be the head of a longer one: 克里斯 | 特松.
            return len(text) >= (3 if is_chinese_name(text) else 4)
        # Two characters of a country's name hardly ever meet by chance.
        return len(text) >= (2 if label == "COUNTRY" else 3)
    if sense.kind == "tail":
        # 国务委员会 begins with a title, by which it would be cut.
        return text.endswith("委员会") and len(text) > 4
    if sense.ref == "words:guard":
        return text.endswith(_MISSION)  # no 大使 is cut from 大使馆
    return sense.kind in {"organ", "head", "title"} and len(text) >= 3


def _compounds(lexicon: Lexicon, surfaces: dict[str, Surface]) -> Iterator[Surface]:
    """Short names of states with what licenses them: 访美, 美财长, 俄军."""
    singles = {text: senses for text, senses in lexicon.shorts.items() if len(text) == 1}
    rights: dict[str, tuple[Sense, ...]] = {
        text: surface.senses
        for text, surface in surfaces.items()
        if any(_follows_short(sense, lexicon) for sense in surface.senses)
    }
    for context in lexicon.contexts.values():
        for text in () if context.pair or context.opening or context.shorts else context.right:
            known = surfaces[text].senses if text in surfaces else ()
            rights.setdefault(text, (*known, Sense("word", context.id)))
    without = {
        text for row in lexicon.contexts.values() if not row.pair and row.right for text in row.without
    }
    for short, ids in sorted(singles.items()):
        senses = tuple(Sense("short", ref) for ref in ids)
        for right, right_senses in rights.items():
            if short not in without:
                yield Surface(short + right, (), True, ((1, senses), (len(right), right_senses)))
        for context in lexicon.contexts.values():
            if short in context.without:
                continue
            for left in context.left:
                left_senses = surfaces[left].senses if left in surfaces else ()
                pieces = ((len(left), (*left_senses, Sense("word", context.id))), (1, senses))
                strong = not (context.named or context.weak)
                yield Surface(left + short, (), strong, pieces, context.named)
    yield from _parts_of_states(lexicon, singles, surfaces)
    yield from _pairs_with_home(singles, surfaces)
    yield from _shared_characters(lexicon, surfaces)
    for row in rule_rows("compounds", CompoundRow):
        if not all(entity in lexicon.entities for _, entity in row.parts):
            continue  # the user's gazetteer has switched one of them off
        parts = tuple((len(text), (Sense("entity", entity),)) for text, entity in row.parts)
        yield Surface(row.text, (), False, parts)


def _parts_of_states(
    lexicon: Lexicon, singles: Mapping[str, tuple[str, ...]], surfaces: Mapping[str, Surface]
) -> Iterator[Surface]:
    """What stands only behind some short names: 叙西北部, but 以北部地区为主."""
    for context in lexicon.contexts.values():
        if context.pair or context.opening:
            continue
        for short in context.shorts if context.right else ():
            senses = tuple(Sense("short", ref) for ref in singles.get(short, ()))
            for right in context.right if senses else ():
                known = surfaces[right].senses if right in surfaces else ()
                pieces = ((1, senses), (len(right), (*known, Sense("word", context.id))))
                yield Surface(short + right, (), True, pieces, context.named)


def _pairs_with_home(
    singles: Mapping[str, tuple[str, ...]], surfaces: Mapping[str, Surface]
) -> Iterator[Surface]:
    """斯中两国: 中 is a word too, which would hide the pair."""
    home = tuple(Sense("short", ref) for ref in singles.get("中", ()))
    for short, ids in sorted(singles.items()):
        senses = tuple(Sense("short", ref) for ref in ids)
        for right in _PAIRED if home and short not in {"中", "华"} else ():
            known = surfaces[right].senses if right in surfaces else ()
            yield Surface(short + "中" + right, (), True, ((1, senses), (1, home), (len(right), known)))


def _shared_characters(lexicon: Lexicon, surfaces: dict[str, Surface]) -> Iterator[Surface]:
    """Places and titles that share a character, where the place has no name without it: 新北市 + 市长."""
    titles: dict[str, list[str]] = {}
    for row in lexicon.titles.values():
        for text in (row.title, *row.aliases) if row.attaches == "place" else ():
            titles.setdefault(text[0], []).append(text)
    for place in lexicon.entities.values():
        for name in (place.name, *place.aliases) if place.label == "PLACE" else ():
            head = fold(name)[:-1]
            if name[-1] in _DIVISIONS and len(head) > 1 and head not in surfaces:
                for text in titles.get(name[-1], ()):
                    senses = surfaces[fold(text)].senses
                    pieces = ((len(head), (Sense("entity", place.id),)), (len(text), senses))
                    yield Surface(head + fold(text), (), True, pieces)


def _follows_short(sense: Sense, lexicon: Lexicon) -> bool:
    if sense.kind in {"organ", "head"}:
        return True
    return sense.kind == "title" and lexicon.titles[sense.ref].attaches in {"state", "organ"}
